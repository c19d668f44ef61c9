// What isolates tell each other of wallets and gates, in Upstash Redis: a guess for their next
// commit, a balance for the next page. Only the newer of two is kept, and nothing for long.
import type { Redis } from '@upstash/redis/cloudflare'
import * as z from 'zod'
import type { Log } from '../ports.ts'
import type { StoredDocument } from './firestore/client.ts'
import { GUESS_MS_MAX, type SharedSightings, type Sighting } from './firestore/known.ts'
import { toInstant, toMicros } from './firestore/values.ts'

/** The update time has six digits always, so that Redis can compare two as text. */
const KEEP_NEWER = `
for i, key in ipairs(KEYS) do
  local moved, text = ARGV[2 * i], ARGV[2 * i + 1]
  local before = redis.call('HGET', key, 'moved')
  if not before or before <= moved then
    redis.call('HSET', key, 'moved', moved, 'seen', text)
    redis.call('PEXPIRE', key, ARGV[1])
  end
end
return #KEYS
`
// A script, because the client sends reads and scripts apart, and limits are scripts.
const ALL = `
local found = {}
for i, key in ipairs(KEYS) do found[i] = redis.call('HGET', key, 'seen') end
return found
`
const Found = z.array(z.unknown())
const Stored = z.object({
  at: z.number(),
  document: z.object({
    name: z.string(),
    fields: z.record(z.string(), z.unknown()),
    createTime: z.string(),
    updateTime: z.string(),
  }),
})

/** `hidden`: keys tell nobody whose wallet it is. */
export function createSharedSightings(
  redis: Redis,
  hidden: (name: string) => string,
  log: Log,
): SharedSightings {
  const keyOf = (name: string): string => `seen:${hidden(name)}`

  return {
    async get(names) {
      try {
        const found = Found.parse(await redis.eval(ALL, names.map(keyOf), []))
        return found.flatMap((each, i) => sightingOf(each, names[i]))
      } catch (cause) {
        log.warn('sightings_unread', { cause })
        return []
      }
    },

    async put(sightings) {
      try {
        const keys = sightings.map(({ document }) => keyOf(document.name))
        const told = sightings.flatMap((each) => [
          toInstant(toMicros(each.document.updateTime)),
          JSON.stringify(each),
        ])
        await redis.eval(KEEP_NEWER, keys, [String(GUESS_MS_MAX), ...told])
      } catch (cause) {
        log.warn('sightings_unwritten', { cause })
      }
    },
  }
}

/** Redis is no authority: what has another form, or another name, was not seen. */
function sightingOf(value: unknown, name: string | undefined): Sighting[] {
  const parsed = Stored.safeParse(value)
  if (!parsed.success || parsed.data.document.name !== name) return []
  const { at, document } = parsed.data
  return [{ at, document: document as StoredDocument }]
}
