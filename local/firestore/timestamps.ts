// RFC 3339 to microseconds since 1970 and back. BigInt, because year 9999 passes 2^53 microseconds.
import { invalid } from './errors.ts'

const FORMAT =
  /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d{1,9}))?(?:Z|([+-])(\d\d):(\d\d))$/
const MICROS_PER_MS = 1000n
const MICROS_MIN = -62_135_596_800_000_000n
const MICROS_MAX = 253_402_300_799_999_999n

/** Digits past the microsecond are cut off, as the service does. */
export function parseTimestamp(text: unknown): bigint {
  const match = typeof text === 'string' ? FORMAT.exec(text) : null
  if (!match) throw invalid('Invalid timestamp')
  const [year, month, day, hour, minute, second] = match.slice(1, 7).map(Number) as number[]
  const date = new Date(0)
  date.setUTCFullYear(year as number, (month as number) - 1, day)
  date.setUTCHours(hour as number, minute, second)
  const isReal = date.getUTCDate() === day && date.getUTCMonth() + 1 === month
  const inRange = (hour as number) < 24 && (minute as number) < 60 && (second as number) < 60
  if (!isReal || !inRange) throw invalid('Invalid timestamp')
  const fraction = BigInt((match[7] ?? '').padEnd(6, '0').slice(0, 6))
  const micros = BigInt(date.getTime()) * MICROS_PER_MS + fraction - offsetMicros(match)
  if (micros < MICROS_MIN || micros > MICROS_MAX) throw invalid('Timestamp out of range')
  return micros
}

function offsetMicros(match: RegExpExecArray): bigint {
  if (!match[8]) return 0n
  const minutes = Number(match[9]) * 60 + Number(match[10])
  return BigInt(match[8] === '-' ? -minutes : minutes) * 60_000_000n
}

/** 0, 3 or 6 digits of fraction, whichever suffices: the protobuf JSON form. */
export function formatTimestamp(micros: bigint): string {
  const subMs = ((micros % MICROS_PER_MS) + MICROS_PER_MS) % MICROS_PER_MS
  const iso = new Date(Number((micros - subMs) / MICROS_PER_MS)).toISOString()
  if (subMs !== 0n) return `${iso.slice(0, -1)}${String(subMs).padStart(3, '0')}Z`
  return iso.endsWith('.000Z') ? `${iso.slice(0, -5)}Z` : iso
}
