// A file of rows that is made while it comes in: how many have come so far. Its bytes pass by here
// and go to where the browser keeps files; the page never holds it.

export interface Progress {
  readonly rows: number
  /** Not more than these; null: nobody said. */
  readonly most: number | null
}

/** `led`: what could not be made leads back to the page that says why. */
export type Ended = 'saved' | 'led'

/** Throws when it breaks off: a part of the books is not saved as if it were all of it. */
export async function saveFile(
  href: string,
  signal: AbortSignal,
  tell: (progress: Progress) => void,
): Promise<Ended> {
  const answer = await fetch(href, { signal })
  const name = nameIn(answer.headers.get('content-disposition'))
  if (!answer.ok || !answer.body || name === null) {
    window.location.assign(answer.redirected ? answer.url : href)
    return 'led'
  }
  const most = Number(answer.headers.get('x-row-count') ?? Number.NaN)
  const count = lineCounter()
  let rows = 0
  let nextAt = 0
  const told = () => tell({ rows, most: Number.isFinite(most) ? most : null })
  const counted = new TransformStream<Uint8Array, Uint8Array>({
    transform(bytes, onward) {
      // The first line has the names.
      rows = Math.max(0, count(bytes) - 1)
      onward.enqueue(bytes)
      if (performance.now() < nextAt) return
      nextAt = performance.now() + PAUSE_MS
      told()
    },
    flush: told,
  })
  const headers = { 'content-type': answer.headers.get('content-type') ?? '' }
  const file = await new Response(answer.body.pipeThrough(counted), { headers }).blob()
  hand(file, name)
  return 'saved'
}

const nameIn = (disposition: string | null): string | null =>
  /filename="([^"]+)"/.exec(disposition ?? '')?.[1] ?? null

const KEPT_MS = 60_000
/** Between two counts: nobody reads faster. */
const PAUSE_MS = 250

function hand(file: Blob, name: string): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(file)
  link.download = name
  link.click()
  // Some browsers begin to read it only later.
  setTimeout(() => URL.revokeObjectURL(link.href), KEPT_MS)
}

const QUOTE = 0x22
const LINE_FEED = 0x0a

/** Of CSV that comes in pieces: all lines so far. One that goes on within quotes is one. */
export function lineCounter(): (bytes: Uint8Array) => number {
  let lines = 0
  let isQuoted = false
  return (bytes) => {
    for (const byte of bytes) {
      if (byte === QUOTE) isQuoted = !isQuoted
      else if (byte === LINE_FEED && !isQuoted) lines += 1
    }
    return lines
  }
}
