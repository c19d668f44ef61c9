// Calendar days of a date filter, turned into instants in the zone the person reads times in.

const DAY = /^\d{4}-\d{2}-\d{2}$/

/** A real calendar day as `YYYY-MM-DD`, else null. */
export function parseDay(text: string | null): string | null {
  if (!text || !DAY.test(text)) return null
  const at = new Date(`${text}T00:00:00.000Z`)
  return !Number.isNaN(at.getTime()) && at.toISOString().startsWith(text) ? text : null
}

export function nextDay(day: string): string {
  const at = new Date(`${day}T00:00:00.000Z`)
  at.setUTCDate(at.getUTCDate() + 1)
  return at.toISOString().slice(0, 10)
}

/** The instant a day begins in a zone. */
export function dayStart(day: string, zone: string): string {
  const midnight = Date.parse(`${day}T00:00:00.000Z`)
  // The offset is asked at the guess and again at the corrected instant: clocks may change between.
  const guess = midnight - offsetMs(midnight, zone)
  return new Date(midnight - offsetMs(guess, zone)).toISOString()
}

function offsetMs(at: number, zone: string): number {
  const shape = new Intl.DateTimeFormat('en-GB', {
    timeZone: zone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  })
  const part = Object.fromEntries(shape.formatToParts(at).map(({ type, value }) => [type, value]))
  const clock = `${part.year}-${part.month}-${part.day}T${part.hour}:${part.minute}:${part.second}Z`
  return Date.parse(clock) - Math.floor(at / 1000) * 1000
}
