// What waits on this device, shown among what is pending on the wallet page too: that page keeps a
// place for it (Pending.tsx), which is filled from the tray, where the queue is.
import { useLocation } from '@remix-run/react'
import { useEffect, useState } from 'react'
import { createPortal } from 'react-dom'
import type { Item, Queue } from '../lib/waiting/queue.ts'
import { WAITING } from '../words/offline.ts'
import { WaitingItem } from './WaitingSheet.tsx'

/** By their classes: an import would make one file of that page's and the tray's. */
const PLACES = ['.pending-waits', '.pending-waits-list']

interface WaitsHereProps {
  readonly items: readonly Item[]
  readonly queue: Queue
  readonly words: string
}

export function WaitsHere({ items, queue, words }: WaitsHereProps) {
  const { key } = useLocation()
  const [places, setPlaces] = useState<readonly (HTMLElement | null)[]>([])
  // biome-ignore lint/correctness/useExhaustiveDependencies: each page has its own place, or none.
  useEffect(() => {
    setPlaces(PLACES.map((place) => document.querySelector<HTMLElement>(place)))
  }, [key])
  const [line, list] = places
  if (!line || !list) return null
  return (
    <>
      {createPortal(words, line)}
      {createPortal(
        <section aria-labelledby="waits-title" className="border-t border-line px-5 pt-4">
          <h3 id="waits-title">{WAITING.title}</h3>
          <ul>
            {items.map((item) => (
              <WaitingItem key={item.entry.id} item={item} queue={queue} />
            ))}
          </ul>
        </section>,
        list,
      )}
    </>
  )
}
