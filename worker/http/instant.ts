// What clients send as a time; what they get is made by shared/instant.ts.
import type { Micros } from '../domain/ledger.ts'

/** Rounds up: "from x" and "before x" then both stay true of whole microseconds. */
export function toMicros(instant: string): Micros {
  const [, seconds = '', digits = ''] = /^([^.]+?)(?:\.(\d+))?Z$/.exec(instant) ?? []
  const fraction = digits.slice(0, 6).padEnd(6, '0')
  const beyond = /[1-9]/.test(digits.slice(6)) ? 1 : 0
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction) + beyond
}
