// `npm start` as a stranger runs it: it says when it is ready, and a restart forgets nothing.
import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, expect, test } from 'vitest'
import { freePort } from '../local/free-port.ts'
import { PASSWORD } from '../local/seed.ts'
import { openBrowser } from './browser.ts'
import { available, heading, openPayment, payWith, signIn } from './steps.ts'

const root = join(import.meta.dirname, '..')
const dataDir = mkdtempSync(join(tmpdir(), 'kai-start-'))
const running: ChildProcess[] = []

afterEach(async () => {
  for (const child of running.splice(0)) await stop(child)
  rmSync(dataDir, { recursive: true, force: true })
})

async function start(): Promise<{ child: ChildProcess; url: string }> {
  const ports = { FIRESTORE_PORT: '0', AUTH_PORT: '0', STRIPE_PORT: '0', REDIS_PORT: '0' }
  const child = spawn('npm', ['--silent', 'start'], {
    cwd: root,
    env: { ...process.env, ...ports, PORT: String(await freePort()), KAI_DATA_DIR: dataDir },
    stdio: ['ignore', 'pipe', 'pipe'],
    // Its own group, so that Ctrl-C reaches what a terminal would reach.
    detached: true,
  })
  running.push(child)
  child.stderr.resume()
  const lines = createInterface({ input: child.stdout })
  for await (const line of lines) {
    const url = /^ready (http:\S+)$/.exec(line)?.[1]
    if (url) return { child, url }
  }
  throw new Error('npm start ended before it was ready')
}

/** Ctrl-C, and what it said on its way out. */
async function stop(child: ChildProcess): Promise<string> {
  if (child.exitCode !== null || child.signalCode !== null || !child.pid) return ''
  let said = ''
  child.stderr?.on('data', (chunk: Buffer) => {
    said += chunk.toString()
  })
  const closed = once(child, 'close')
  process.kill(-child.pid, 'SIGINT')
  await closed
  return said
}

async function balanceOf(url: string, buy: boolean): Promise<string | null> {
  const browser = await openBrowser(url)
  const { page } = await browser.newPage()
  try {
    await signIn(page, 'user@kai.test', PASSWORD)
    await page.waitForURL('**/wallet')
    if (buy) {
      await openPayment(page)
      await payWith(page, '4242424242424242')
      await heading(page, '1,100 tokens are yours').waitFor()
      await page.goto('/wallet')
    }
    return await available(page)
  } finally {
    await browser.close()
  }
}

// What was paid for yesterday must be there today.
test('tokens bought before Ctrl-C are there after a restart', async () => {
  const first = await start()
  expect(await balanceOf(first.url, true)).toBe('1,100')
  expect(await stop(first.child)).toContain('Stopped.')
  const second = await start()
  expect(await balanceOf(second.url, false)).toBe('1,100')
})
