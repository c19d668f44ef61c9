// The live wallet of a page: begins once the page is idle, and tells what its parts need to know.
import { useEffect, useRef, useState } from 'react'
import type { BalanceView } from '../../shared/api/wallet.ts'
import type { BrowserSettings } from '../../shared/pages.ts'
import { whenIdle } from './idle.ts'
import type { LiveState } from './live-context.ts'
import { createShown } from './newest.ts'
import type { Reading } from './read-again.ts'

const AGAIN_MS = 30_000

export interface LiveFor {
  readonly isSignedIn: boolean
  /** null: listening can't be had here. */
  readonly settings: BrowserSettings | null
}

/** `isOpen`: the page shows something that the balance touches. */
export function useLive({ isSignedIn, settings }: LiveFor, isOpen: boolean, reading: Reading) {
  const [shown] = useState(createShown)
  const [state, tell] = useState<LiveState>('starting')
  const [said, say] = useState<BalanceView | null>(null)
  const isOpenNow = useRef(isOpen)
  useEffect(() => {
    isOpenNow.current = isOpen
  }, [isOpen])
  // New objects with every reading, and yet the same.
  const [firebase] = useState(settings)
  // From the first page on that shows the wallet.
  const [hasBegun, begin] = useState(isOpen)
  if (isOpen && !hasBegun) begin(true)

  useEffect(() => {
    if (!hasBegun) return
    const page = { ...reading, isSignedIn, settings: firebase, shown, tell, say }
    const isOpen = () => isOpenNow.current
    return startIdle(async () => (await import('./live-session.ts')).openLive({ ...page, isOpen }))
  }, [hasBegun, isSignedIn, firebase, shown, reading])
  return { shown, state, said }
}

/** What can't be loaded is tried again. Returns how to end it. */
function startIdle(open: () => Promise<() => void>): () => void {
  let isOver = false
  let close = () => {}
  const start = (): void =>
    void open().then(
      (opened) => {
        if (isOver) opened()
        else close = opened
      },
      () => setTimeout(() => isOver || start(), AGAIN_MS),
    )
  const stop = whenIdle(start)
  return () => {
    isOver = true
    stop()
    close()
  }
}
