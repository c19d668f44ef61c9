// Where isolates leave each other notices, in Upstash Redis: hints that nobody depends on. Of two
// notices under one name the newer stays, and none stays for long. A wallet with the right time and
// wrong tokens would be believed, so each notice is sealed: who writes into Redis can say nothing.
import type { Redis } from '@upstash/redis/cloudflare'
import * as z from 'zod'
import type { Log } from '../ports.ts'

export interface Notice {
  /** Hidden in Redis: keys tell nobody whose it is. */
  readonly name: string
  /** Sorts as text like the age of what it tells. */
  readonly moved: string
  /** JSON. */
  readonly text: string
}
/** Neither call throws nor waits for long. */
export interface Noticeboard {
  /** What the text of each says, or null. Whoever reads it checks it. */
  get(names: readonly string[]): Promise<unknown[]>
  put(notices: readonly Notice[]): Promise<void>
}

/** Milliseconds. */
export const NOTICE_MS = 5_000
const KEEP_NEWER = `
for i, key in ipairs(KEYS) do
  local moved, text = ARGV[2 * i], ARGV[2 * i + 1]
  local before = redis.call('HGET', key, 'moved')
  if not before or before <= moved then
    redis.call('HSET', key, 'moved', moved, 'text', text)
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
return #KEYS
`
// A script, because the client sends reads and scripts apart, and limits are scripts.
const ALL = `
local found = {}
for i, key in ipairs(KEYS) do found[i] = redis.call('HGET', key, 'text') end
return found
`
const Found = z.array(z.unknown())
/** Seal and text. */
const Sealed = z.tuple([z.string(), z.string()])

export function createNoticeboard(
  redis: Redis,
  /** A keyed hash. */
  hidden: (text: string) => string,
  log: Log,
): Noticeboard {
  const keyOf = (name: string): string => `notice:${hidden(name)}`
  const sealOf = (name: string, text: string): string => hidden(`notice\n${name}\n${text}`)
  const opened = (name: string, found: unknown): unknown => {
    const sealed = Sealed.safeParse(found)
    if (!sealed.success) return null
    const [seal, text] = sealed.data
    return seal === sealOf(name, text) ? JSON.parse(text) : null
  }

  return {
    async get(names) {
      try {
        // The client parses JSON by itself.
        const found = Found.parse(await redis.eval(ALL, names.map(keyOf), []))
        return names.map((name, i) => opened(name, found[i]))
      } catch (cause) {
        log.warn('notices_unread', { cause })
        return []
      }
    },

    async put(notices) {
      try {
        const keys = notices.map(({ name }) => keyOf(name))
        const told = notices.flatMap(({ name, moved, text }) => [
          moved,
          JSON.stringify([sealOf(name, text), text]),
        ])
        await redis.eval(KEEP_NEWER, keys, [String(NOTICE_MS), ...told])
      } catch (cause) {
        log.warn('notices_unwritten', { cause })
      }
    },
  }
}
