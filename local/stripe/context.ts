// Hands each operation its clock, its ids and the store, so that a seeded run repeats exactly.
import type { Hostility } from './hostile.ts'
import type { Store } from './store.ts'
import type { Context, StripeOptions } from './types.ts'

const ALPHABET = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'
const ID_LENGTH = 24

/** The context of one request, credited with its id and key. */
export type ContextOf = (request: Context['request']) => Context

export function contexts(store: Store, hostility: Hostility, options: StripeOptions): ContextOf {
  const { publicUrl, settleMs, now = Date.now, random = cryptoRandom } = options
  const draw = (length: number) =>
    Array.from({ length }, () => ALPHABET[Math.floor(random() * ALPHABET.length)]).join('')
  // A seeded source repeats itself after a restart, so what is taken already is drawn again.
  const newId = (prefix: string, length = ID_LENGTH): string => {
    const id = prefix + draw(length)
    return store.find(id) ? newId(prefix, length) : id
  }
  return (request) => ({
    store,
    now,
    seconds: () => Math.floor(now() / 1000),
    newId,
    publicUrl: () => (typeof publicUrl === 'string' ? publicUrl : publicUrl()).replace(/\/$/, ''),
    request,
    fate: () => hostility.fate(),
    settleMs,
  })
}

function cryptoRandom(): number {
  const [drawn = 0] = crypto.getRandomValues(new Uint32Array(1))
  return drawn / 2 ** 32
}
