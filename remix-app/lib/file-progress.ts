// A file of rows that is made while it comes in: how many have come so far. Its bytes pass by here
// and go to where the browser keeps files; the page never holds it.

export interface Progress {
  readonly rows: number
  /** Not more than these; null: nobody said. */
  readonly most: number | null
}

/** `led`: what could not be made leads back to the page that says why. */
export type Ended = 'saved' | 'led'

type Tell = (progress: Progress) => void

/** Throws when it breaks off: a part of the books is not saved as if it were all of it. */
export async function saveFile(href: string, signal: AbortSignal, tell: Tell): Promise<Ended> {
  const { pathname } = location
  // Whoever closes the page would give it up unawares.
  const ask = (event: Event): void => event.preventDefault()
  addEventListener('beforeunload', ask)
  const ledTo = await pass(href, signal, tell).finally(() =>
    removeEventListener('beforeunload', ask),
  )
  if (ledTo === null) return 'saved'
  // Nobody is led away from a page where they may be typing by now.
  if (location.pathname !== pathname) throw new Error('there is no file')
  location.assign(ledTo)
  return 'led'
}

/** null: it is saved. */
async function pass(href: string, signal: AbortSignal, tell: Tell): Promise<string | null> {
  const answer = await fetch(href, { signal })
  const name = nameIn(answer.headers.get('content-disposition'))
  if (!answer.ok || !answer.body || name === null) return answer.redirected ? answer.url : href
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
  return null
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
