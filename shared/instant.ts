// Times on every wire: RFC 3339 in UTC with six digits, of whole microseconds.

export function toInstant(micros: number): string {
  const ms = Math.floor(micros / 1000)
  const rest = String(micros - ms * 1000).padStart(3, '0')
  return new Date(ms).toISOString().replace('Z', `${rest}Z`)
}

export const toInstantOrNull = (micros: number | null): string | null =>
  micros === null ? null : toInstant(micros)
