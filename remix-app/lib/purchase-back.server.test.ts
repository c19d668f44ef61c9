// Who buys tokens for a commitment must find the way back to it, and nobody any other way.
import { expect, test } from 'vitest'
import { backFrom, rememberBack } from './purchase-back.server.ts'

const ID = `pur_${'0a'.repeat(20)}`
const NEXT = '/predictions/prd-rain?side=yes&stake=1700#commit'

async function kept(next: string, id = ID): Promise<string> {
  const cookie = await rememberBack(id, next)
  return cookie.split(';')[0] ?? ''
}
const at = (cookie: string): Request =>
  new Request('https://wallet.example/wallet/purchases/x', { headers: { cookie } })

test('side and stake come back with the purchase they were bought for, and no other', async () => {
  const cookies = [await kept(NEXT), await kept('/predictions/other', `pur_${'0b'.repeat(20)}`)]

  expect(await backFrom(at(cookies.join('; ')), ID)).toBe(NEXT)
  expect(await backFrom(at(cookies[1] ?? ''), ID)).toBeNull()
  expect(await backFrom(at(''), ID)).toBeNull()
})

// A cookie can be written by whoever holds the browser, or a page of a neighbouring host.
test.each(['https://evil.example/', '//evil.example', '/sign-out', '/wallet', 'predictions/x'])(
  'a cookie that names %s leads nowhere',
  async (next) => expect(await backFrom(at(await kept(next)), ID)).toBeNull(),
)

test('scripts and other pages do not get it', async () => {
  const cookie = await rememberBack(ID, NEXT)
  for (const part of ['Path=/wallet/purchases', 'HttpOnly', 'Secure', 'SameSite=Lax', 'Max-Age=']) {
    expect(cookie).toContain(part)
  }
})
