// Builds the pages when their inputs have changed since the last build, so that start, test and
// deploy can always call it. `--force` builds anyway.
import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { alone } from './alone.ts'
import { ROOT, run } from './processes.ts'
import { buildServiceWorker } from './service-worker.ts'
import { filesUnder } from './tree.ts'

const OUTPUT = 'remix-app/build'
const LOCK = 'node_modules/.cache/build.lock'
const STAMP = `${OUTPUT}/.inputs`
const INPUT_FOLDERS = ['remix-app', 'shared']
const INPUT_FILES = ['package.json', 'package-lock.json', 'tsconfig.base.json']
const CLIENT = `${OUTPUT}/client`
const PROOF = [`${OUTPUT}/server/index.js`, `${CLIENT}/sw.js`]

export type Built = 'built' | 'unchanged' | 'failed'

/** The tool's own output is shown only when it fails. */
export async function buildPages({ root = ROOT, force = false } = {}): Promise<Built> {
  if (!force && isFresh(root)) return 'unchanged'
  // `npm start` beside `npm test`: two builds at once would delete each other's files.
  return alone(join(root, LOCK), () => build(root, force))
}

async function build(root: string, force: boolean): Promise<Built> {
  const inputs = fingerprint(root)
  if (!force && isFresh(root, inputs)) return 'unchanged'
  const { code, output } = await run('remix', ['vite:build', '-c', 'remix-app/vite.config.ts'], {
    cwd: root,
    env: { NODE_ENV: 'production' },
    quiet: true,
  })
  if (code !== 0) {
    console.error(output.trim())
    return 'failed'
  }
  await buildServiceWorker(root, join(root, CLIENT))
  mkdirSync(join(root, OUTPUT), { recursive: true })
  writeFileSync(join(root, STAMP), inputs)
  return 'built'
}

export function isFresh(root: string, inputs = fingerprint(root)): boolean {
  if (PROOF.some((path) => !existsSync(join(root, path)))) return false
  return existsSync(join(root, STAMP)) && readFileSync(join(root, STAMP), 'utf8') === inputs
}

export function fingerprint(root: string): string {
  const sources = INPUT_FOLDERS.flatMap((folder) => filesUnder(root, folder, [OUTPUT]))
  const hash = createHash('sha256')
  for (const path of [...sources, ...INPUT_FILES]) {
    if (/\.test\.tsx?$/.test(path) || !existsSync(join(root, path))) continue
    hash.update(`\0${path}\0`).update(readFileSync(join(root, path)))
  }
  return hash.digest('hex')
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const began = performance.now()
  const built = await buildPages({ force: process.argv.includes('--force') })
  const seconds = ((performance.now() - began) / 1000).toFixed(1)
  if (built === 'built') console.log(`built the pages in ${seconds} s`)
  if (built === 'failed') process.exitCode = 1
}
