// Whom a limit for signed-out callers counts.
import { isLoopback } from '../env.ts'
import type { AppContext } from './app-env.ts'

/** Only Cloudflare's header: `X-Forwarded-For` is whatever the client says. */
export function clientOf(c: AppContext): string {
  const ip = c.req.header('cf-connecting-ip')
  if (ip) return networkOf(ip)
  return isLoopback(c.req.url) ? 'local' : 'unknown'
}

/** One IPv6 customer has 2^64 addresses: the network counts as one caller. */
export function networkOf(ip: string): string {
  if (!ip.includes(':')) return ip
  const [head = '', tail] = ip.toLowerCase().split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail ? tail.split(':') : []
  const gap = tail === undefined ? 0 : Math.max(0, 8 - before.length - after.length)
  const groups = [...before, ...Array<string>(gap).fill('0'), ...after]
  return `${groups.slice(0, 4).map(withoutZeros).join(':')}::/64`
}

const withoutZeros = (group: string): string => group.replace(/^0+(?=.)/, '')
