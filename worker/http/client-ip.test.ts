import { expect, test } from 'vitest'
import { networkOf } from './client-ip.ts'
import { startEdge } from './testing.ts'

const NETWORKS: [ip: string, network: string][] = [
  ['192.0.2.7', '192.0.2.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::6', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::1', '2001:db8:1:2::/64'],
  ['2001:db8::1', '2001:db8:0:0::/64'],
  ['::1', '0:0:0:0::/64'],
]

// One customer owns 2^64 IPv6 addresses: counted one by one, a limit would limit nobody.
test.each(NETWORKS)('%s counts as %s', (ip, network) => {
  expect(networkOf(ip)).toBe(network)
})

test("only the edge's header names the caller", async () => {
  const { send, taken } = startEdge()
  const spoofed = { 'x-forwarded-for': '198.51.100.1', 'x-real-ip': '198.51.100.2' }
  await send('/api/wallet/balance', { headers: spoofed })
  await send('https://wallet.test/api/wallet/balance', { headers: spoofed })
  expect(taken.map(({ who }) => who)).toEqual(['local', 'unknown'])
})
