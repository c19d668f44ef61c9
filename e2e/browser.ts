// Chromium with the flags of a machine that reaches nothing but itself.
import { type BrowserContext, chromium, type Page } from 'playwright-core'
import { findBrowser } from '../scripts/browser.ts'

export interface PageOptions {
  readonly javaScript?: boolean
  readonly width?: number
  readonly height?: number
  readonly dark?: boolean
  /** Else every request is the page's own, and tests may answer in the server's place. */
  readonly serviceWorker?: boolean
  /** Cookies of another context. */
  readonly from?: BrowserContext
}

/** Playwright's own list, for the last one counts. */
const OFF_BY_PLAYWRIGHT = [
  ...['AvoidUnnecessaryBeforeUnloadCheckSync', 'DestroyProfileOnBrowserClose', 'HttpsUpgrades'],
  ...['HttpsFirstBalancedModeAutoEnable', 'LensOverlay', 'MediaRouter', 'PaintHolding'],
  ...['ThirdPartyStoragePartitioning', 'AvoidCorsURLLoaderRestartOnRedirect', 'AimEnabled'],
  ...['OptimizationHints', 'NetworkTimeServiceQuerying', 'PreconnectToSearch'],
]
/** What drops down from an address bar that nobody sees: two processes for each window. */
const OFF = ['WebUIOmniboxPopup', 'WebUIOmniboxAimPopup']

export const BROWSER_FLAGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  `--disable-features=${[...OFF_BY_PLAYWRIGHT, ...OFF].join()}`,
]

const HANG_MS = 90_000
/**
 * Remix reports a reading that a link overtook while its bytes came in, before it gives it up as it
 * should. Once the tray is there readings come whole (lib/held.ts); until then it can happen.
 */
const OVERTAKEN = 'AbortError: signal is aborted without reason'
const REMIX = /\/assets\/(?:runtime|shell)-[\w-]+\.js$/

/** From now on: console errors, page errors and refused policies. */
export function problemsOf(page: Page): string[] {
  const problems: string[] = []
  page.on('console', (message) => {
    const isOvertaken = message.text() === OVERTAKEN && REMIX.test(message.location().url)
    if (message.type() === 'error' && !isOvertaken) problems.push(message.text())
  })
  page.on('pageerror', (error) => problems.push(error.message))
  return problems
}

export async function openBrowser(baseURL: string) {
  const executablePath = findBrowser()
  if (!executablePath) throw new Error('no browser; scripts/test.ts says how to get one')
  const browser = await chromium.launch({ executablePath, args: BROWSER_FLAGS })

  async function newPage(options: PageOptions = {}) {
    const { javaScript = true, width = 1280, height = 860, dark = false, from } = options
    const serviceWorkers = options.serviceWorker ? 'allow' : 'block'
    const context = await browser.newContext({
      baseURL,
      javaScriptEnabled: javaScript,
      serviceWorkers,
      viewport: { width, height },
      colorScheme: dark ? 'dark' : 'light',
      reducedMotion: 'reduce',
      ...(from && { storageState: await from.storageState() }),
    })
    // Against hangs: how fast a machine is proves nothing.
    context.setDefaultTimeout(HANG_MS)
    const page = await context.newPage()
    return { page, context, problems: problemsOf(page) }
  }

  return { newPage, close: () => browser.close() }
}
