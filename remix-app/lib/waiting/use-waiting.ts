// The queue of whoever is signed in, at work on this page.
import { useMatches } from '@remix-run/react'
import { useEffect, useRef, useState } from 'react'
import { deviceNow } from '../device-clock.ts'
import { NOTHING_WAITS, setKeeper } from '../keeping.ts'
import { type OtherTabs, openOtherTabs } from '../other-tabs.ts'
import { documentAsOf } from '../service-worker.ts'
import { entryOf, factsIn } from './capture.ts'
import { isSameWish } from './entry.ts'
import { browserMeans } from './means.ts'
import { type Ended, type Item, Queue } from './queue.ts'

const AGAIN_MS = 15_000

interface Heard {
  ended(ended: Ended): void
  /** Another tab is somebody else's by now. */
  otherViewer(): void
}

export interface WaitingHere {
  readonly items: readonly Item[]
  readonly queue: Queue | null
}

export function useWaiting(userId: string | null, heard: Heard): WaitingHere {
  const [items, setItems] = useState<readonly Item[]>([])
  const [queue, setQueue] = useState<Queue | null>(null)
  const facts = useFacts(userId)
  const latest = useRef(heard)
  latest.current = heard

  useEffect(() => {
    let tabs: OtherTabs | null = null
    const opened = userId === null ? null : createQueue(userId)
    tabs = openOtherTabs((message) => {
      if (message.kind === 'waiting') void opened?.load().catch(() => undefined)
      else if (message.userId !== userId) latest.current.otherViewer()
    })
    // A page from before may be of somebody who has left since.
    if (documentAsOf() === null) tabs.tell({ kind: 'viewer', userId })
    setQueue(opened)
    void opened?.load().catch(() => undefined)
    return () => {
      tabs?.close()
      setKeeper(null)
    }

    function createQueue(owner: string): Queue {
      const means = browserMeans(() => tabs?.tell({ kind: 'waiting' }))
      const made = new Queue(owner, means, (now, ended) => {
        setItems(now)
        if (now.length === 0) window.dispatchEvent(new Event(NOTHING_WAITS))
        if (ended) latest.current.ended(ended)
      })
      setKeeper(keeperOf(made, () => facts.current))
      return made
    }
  }, [userId, facts])

  const isWaiting = items.some(({ verdict, refusal }) => !verdict && !refusal)
  useRuns(queue, isWaiting)
  return { items, queue }
}

function useFacts(userId: string | null) {
  const pages = useMatches().map(({ data }) => data)
  const facts = useRef(factsIn('', []))
  facts.current = factsIn(userId ?? '', pages)
  return facts
}

/** When the connection is back, and every now and then while nothing could be found out. */
function useRuns(queue: Queue | null, isWaiting: boolean): void {
  useEffect(() => {
    if (!queue || !isWaiting) return
    const run = () => {
      if (navigator.onLine && !document.hidden) void queue.run().catch(() => undefined)
    }
    run()
    const timer = setInterval(run, AGAIN_MS)
    window.addEventListener('online', run)
    document.addEventListener('visibilitychange', run)
    return () => {
      clearInterval(timer)
      window.removeEventListener('online', run)
      document.removeEventListener('visibilitychange', run)
    }
  }, [queue, isWaiting])
}

function keeperOf(queue: Queue, factsNow: () => Parameters<typeof entryOf>[1]) {
  const read = (form: FormData, wasSent: boolean) =>
    entryOf(form, factsNow(), { since: deviceNow(), wasSent })
  const known = (form: FormData) => {
    const entry = read(form, false)
    const item = queue.items.find((one) => one.entry.id === entry?.id)
    return { entry, item: item?.entry ?? null }
  }
  return {
    isTaken(form: FormData) {
      const { entry, item } = known(form)
      return item !== null && entry !== null && !isSameWish(item, entry)
    },
    async keep(form: FormData, wasSent: boolean) {
      const { entry, item } = known(form)
      if (!entry) return 'lost' as const
      // Another tab was faster with another one.
      if (item && !isSameWish(item, entry))
        return wasSent ? ('lost' as const) : ('another' as const)
      const sent = wasSent || (item?.wasSent ?? false)
      try {
        await queue.put({ ...(item ?? entry), wasSent: sent })
      } catch {
        return 'lost' as const
      }
      return sent ? ('unknown' as const) : ('waiting' as const)
    },
    answered(form: FormData) {
      const { entry, item } = known(form)
      if (item && entry && item.key === entry.key)
        void queue.discard(item.id).catch(() => undefined)
    },
  }
}
