// Virtual time. Whatever happens is an event with its moment; between two events the product runs
// until nothing of it can go on without another event. Nothing here knows a real clock.

interface Event {
  readonly at: number
  readonly order: number
  run(): void | Promise<void>
}

export interface Schedule {
  /** Milliseconds since the beginning, without jumps. */
  elapsed(): number
  /** Milliseconds since 1970: what the clocks of the simulated world show. */
  now(): number
  after(ms: number, run: () => void | Promise<void>): void
  /** Every clock shows so much more from now on; what is under way takes as long as before. */
  jump(ms: number): void
  /** Runs the next event; false: there is none. */
  step(): Promise<boolean>
  readonly events: number
}

export function createSchedule(startsAt: number): Schedule {
  const heap: Event[] = []
  let elapsed = 0
  let jumped = 0
  let scheduled = 0
  let events = 0

  return {
    elapsed: () => elapsed,
    now: () => startsAt + elapsed + jumped,
    after(ms, run) {
      scheduled += 1
      push(heap, { at: elapsed + Math.max(0, ms), order: scheduled, run })
    },
    jump(ms) {
      jumped += ms
    },
    async step() {
      if (heap.length === 0) await settled()
      const event = pop(heap)
      if (!event) return false
      elapsed = event.at
      events += 1
      await event.run()
      await settled()
      return true
    },
    get events() {
      return events
    },
  }
}

/** The loop comes here only once no promise is left that could go on by itself. */
const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve))

const isBefore = (a: Event, b: Event): boolean =>
  a.at < b.at || (a.at === b.at && a.order < b.order)

function push(heap: Event[], event: Event): void {
  let at = heap.push(event) - 1
  while (at > 0) {
    const above = (at - 1) >> 1
    if (!isBefore(event, heap[above] as Event)) break
    heap[at] = heap[above] as Event
    at = above
  }
  heap[at] = event
}

function pop(heap: Event[]): Event | undefined {
  const first = heap[0]
  const last = heap.pop()
  if (!first || !last || heap.length === 0) return first
  let at = 0
  for (;;) {
    let next = 2 * at + 1
    if (next >= heap.length) break
    const other = heap[next + 1]
    if (other && isBefore(other, heap[next] as Event)) next += 1
    if (!isBefore(heap[next] as Event, last)) break
    heap[at] = heap[next] as Event
    at = next
  }
  heap[at] = last
  return first
}
