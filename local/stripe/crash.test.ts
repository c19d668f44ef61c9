// A developer's machine dies in the middle of a purchase: what was answered must still be there.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { newSession, sdkFor, startStack, submit } from './test-stack.ts'

const SCRIPT = `
  import { createStripe } from ${JSON.stringify(new URL('./index.ts', import.meta.url).href)}
  import { serve } from ${JSON.stringify(new URL('../serve.ts', import.meta.url).href)}
  let served
  const local = createStripe({
    file: process.env.FILE,
    publicUrl: () => served.url,
    webhook: { url: 'http://127.0.0.1:1/', secret: 'x' },
  })
  served = await serve(local.fetch)
  console.log(served.port)`

test('kill -9 after a payment loses neither the payment nor its webhooks', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'stripe-'))
  const file = join(folder, 'stripe.sqlite')
  onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
  const child = spawn(process.execPath, ['--input-type=module', '--no-warnings', '-e', SCRIPT], {
    env: { ...process.env, FILE: file },
    stdio: ['ignore', 'pipe', 'inherit'],
  })
  onTestFinished(() => void child.kill('SIGKILL'))
  const [printed] = await once(child.stdout, 'data')
  const session = await newSession({ sdk: sdkFor(Number(printed)) })
  expect((await submit(session.url, { card_number: '4242424242424242' })).status).toBe(303)
  const exit = once(child, 'exit')
  child.kill('SIGKILL')
  await exit

  const after = await startStack({ file, now: () => Date.now() + 86_400_000 })
  const read = await after.sdk.checkout.sessions.retrieve(session.id)
  expect(read).toMatchObject({ status: 'complete', payment_status: 'paid' })
  await after.local.flushWebhooks()
  expect(after.only('checkout.session.completed')).toHaveLength(1)
})
