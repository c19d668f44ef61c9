import { createMessageBatch, SELF } from 'cloudflare:test'
import { expect, test } from 'vitest'

test('probe', async () => {
  const r = await SELF.fetch('https://wallet.test/api/health')
  console.log(r.status, await r.text(), [...r.headers])
  const f = await SELF.fetch('https://wallet.test/favicon.svg')
  console.log(f.status, [...f.headers])
  const h = await SELF.fetch('http://wallet.test/wallet?x=1', {redirect:'manual'})
  console.log(h.status, [...h.headers])
  expect(1).toBe(1)
  console.log(typeof createMessageBatch)
})
