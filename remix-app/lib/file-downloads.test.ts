// An admin waits minutes for the books as a file, and works on meanwhile: one that was given up
// unsaid is found missing when an auditor asks for it.
import { expect, test } from 'vitest'
import { createDownloads } from './file-downloads.ts'
import type { Ended, Progress } from './file-progress.ts'

interface Begun {
  readonly href: string
  readonly signal: AbortSignal
  readonly tell: (progress: Progress) => void
  readonly end: (ended: Ended) => void
  readonly breakOff: (reason: Error) => void
}

function downloads() {
  const begun: Begun[] = []
  const store = createDownloads(
    (href, signal, tell) =>
      new Promise((end, breakOff) => {
        signal.addEventListener('abort', () => breakOff(new Error('stopped')))
        begun.push({ href, signal, tell, end, breakOff })
      }),
  )
  const shown = () =>
    store.all().map((each) => [each.href, each.is, 'progress' in each ? each.progress.rows : null])
  return { begun, store, shown }
}

test('a file comes on while nobody looks at it, and how it ended is told afterwards', async () => {
  const { begun, store, shown } = downloads()
  const leave = store.subscribe(() => undefined)
  const whole = store.begin('/all.csv')
  const broken = store.begin('/wins.csv')
  leave()
  begun[0]?.tell({ rows: 500, most: null })
  begun[0]?.end('saved')
  begun[1]?.breakOff(new Error('no network'))
  await Promise.all([whole, broken])
  expect(shown()).toEqual([
    ['/all.csv', 'saved', 500],
    ['/wins.csv', 'broken', null],
  ])
})

test('a second press begins no second file, and a stop ends its own alone', async () => {
  const { begun, store, shown } = downloads()
  const first = store.begin('/all.csv')
  await store.begin('/all.csv')
  void store.begin('/wins.csv')
  expect(begun.map(({ href }) => href)).toEqual(['/all.csv', '/wins.csv'])
  store.stop('/all.csv')
  await first
  expect(begun[1]?.signal.aborted).toBe(false)
  expect(shown()).toEqual([['/wins.csv', 'coming', 0]])
})
