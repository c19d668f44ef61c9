// RFC 3339 on the wire, whole microseconds inside.
import type { Micros } from '../domain/ledger.ts'

export function toInstant(micros: Micros): string {
  const ms = Math.floor(micros / 1000)
  const rest = String(micros - ms * 1000).padStart(3, '0')
  return new Date(ms).toISOString().replace('Z', `${rest}Z`)
}

export const toInstantOrNull = (micros: Micros | null): string | null =>
  micros === null ? null : toInstant(micros)

/** Rounds up: "from x" and "before x" then both stay true of whole microseconds. */
export function toMicros(instant: string): Micros {
  const [, seconds = '', digits = ''] = /^([^.]+?)(?:\.(\d+))?Z$/.exec(instant) ?? []
  const fraction = digits.slice(0, 6).padEnd(6, '0')
  const beyond = /[1-9]/.test(digits.slice(6)) ? 1 : 0
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction) + beyond
}
