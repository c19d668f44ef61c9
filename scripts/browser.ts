// Finds a Chromium for the browser tests; none is downloaded by us.
import { accessSync, constants } from 'node:fs'
import { delimiter, join } from 'node:path'
import { chromium } from 'playwright-core'

const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable']
const MAC = ['Google Chrome', 'Chromium'].map(
  (name) => `/Applications/${name}.app/Contents/MacOS/${name}`,
)

export const BROWSER_ADVICE =
  'Install one (Debian: apt-get install chromium; macOS: Google Chrome; anywhere:\n' +
  'npx playwright-core install chromium) or point CHROME_PATH at one.'

/** CHROME_PATH decides alone when it is set, also when it is wrong. */
export function findBrowser(env: Readonly<Record<string, string | undefined>> = process.env) {
  const candidates = env.CHROME_PATH ? [env.CHROME_PATH] : usualPlaces(env.PATH ?? '')
  return candidates.find(isProgram)
}

function usualPlaces(path: string): string[] {
  const folders = path.split(delimiter).filter((folder) => folder !== '')
  const onPath = NAMES.flatMap((name) => folders.map((folder) => join(folder, name)))
  return [...onPath, chromium.executablePath(), ...(process.platform === 'darwin' ? MAC : [])]
}

function isProgram(path: string): boolean {
  try {
    accessSync(path, constants.X_OK)
    return true
  } catch {
    return false
  }
}
