// The bare Remix page of bench/bare, built with this project's own packages: what the wallet's
// JavaScript is measured against. Built anew only when its inputs change.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { alone } from '../../scripts/alone.ts'
import { ROOT, run } from '../../scripts/processes.ts'
import { filesUnder } from '../../scripts/tree.ts'

const OUTPUT = join(ROOT, 'node_modules/.cache/bare-page')
const STAMP = join(OUTPUT, '.inputs')

/** The folder of what browsers get of it. */
export async function buildBarePage(): Promise<string> {
  await alone(join(ROOT, 'node_modules/.cache/bare-page.lock'), build)
  return join(OUTPUT, 'client')
}

async function build(): Promise<void> {
  const sources = [...filesUnder(ROOT, 'bench/bare'), 'package-lock.json']
  const inputs = sources.map((path) => readFileSync(join(ROOT, path), 'utf8')).join('\0')
  if (existsSync(STAMP) && readFileSync(STAMP, 'utf8') === inputs) return
  const { code, output } = await run('remix', ['vite:build', '-c', 'bench/bare/vite.config.ts'], {
    env: { NODE_ENV: 'production' },
    quiet: true,
  })
  if (code !== 0) throw new Error(`the bare page doesn't build: ${output}`)
  mkdirSync(OUTPUT, { recursive: true })
  writeFileSync(STAMP, inputs)
}
