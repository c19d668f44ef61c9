// The live wallet: what is heard of the balance, or found by looking every now and then, makes the
// page read its data again.
import { useCallback, useEffect, useRef, useState } from 'react'
import type { BrowserSettings } from '../../shared/pages.ts'
import { useAwake, useComeBack, useConnection } from './browser.ts'
import { createCatchUp } from './catch-up.ts'
import { countTokens } from './format.ts'
import type { Heard } from './heard.ts'
import { type Keeping, keepListening } from './listening.ts'
import type { LiveState } from './live-context.ts'
import { lookAtBalance } from './look.ts'
import { createShown } from './newest.ts'
import { usePoll } from './poll.ts'
import type { Reading } from './read-again.ts'

const SLOW_MS = 30_000
const JITTER_MS = 5_000
export const AWAY_MS = 20_000
const REST_MS = 400

interface Ears {
  connected(isLive: boolean | null): void
  heard(balance: Heard): void
}

/** `isOpen`: the page shows something that the balance touches. `settings`: null = can't listen. */
export function useLive(isOpen: boolean, settings: BrowserSettings | null, reading: Reading) {
  const [isHeard, setHeard] = useState<boolean | null>(null)
  const [isReached, setReached] = useState(true)
  const [said, say] = useState('')
  const [shown] = useState(createShown)
  const isOpenNow = useRef(isOpen)
  useEffect(() => {
    isOpenNow.current = isOpen
  }, [isOpen])
  const [catchUp] = useState(() =>
    createCatchUp({
      ...reading,
      shown,
      isOpen: () => isOpenNow.current,
      look: lookAtBalance,
      looked: setReached,
      moved: ({ availableTokens }) => say(`${countTokens(availableTokens)} available now.`),
      rest: () => new Promise((resolve) => setTimeout(resolve, REST_MS)),
    }),
  )

  const keeping = useKeeping(isOpen, settings, { connected: setHeard, heard: catchUp.heard })
  const state = stateOf(isHeard, isReached)
  const lookWhole = useCallback(() => {
    if (isOpenNow.current) catchUp.look(true)
  }, [catchUp])
  useComeBack(lookWhole, state === 'live' ? AWAY_MS : 0)
  useConnection(
    useCallback(
      (isOnline: boolean) => {
        if (isOnline) lookWhole()
        else setReached(false)
      },
      [lookWhole],
    ),
  )
  const [everyMs] = useState(slowMs)
  const look = useCallback(() => catchUp.look(false), [catchUp])
  usePoll(isOpen && state !== 'live', everyMs, look)

  // What was away is there again: the stream need not wait for its own next try.
  const isDeaf = isHeard === false
  useEffect(() => {
    if (isReached && isDeaf) keeping.current?.nudge()
  }, [isReached, isDeaf, keeping])
  return { shown, state, said }
}

/** Listens from the first page on that shows the wallet, while somebody looks every now and then. */
function useKeeping(isOpen: boolean, settings: BrowserSettings | null, ears: Ears) {
  const isAwake = useAwake()
  const [hasBegun, begin] = useState(isOpen)
  if (isOpen && !hasBegun) begin(true)
  // New objects with every reading, and yet the same.
  const [firebase] = useState(settings)
  const hear = useRef(ears)
  useEffect(() => {
    hear.current = ears
  })
  const keeping = useRef<Keeping | null>(null)
  const isWanted = hasBegun && isAwake
  useEffect(() => {
    if (!isWanted) return
    const connected = (isLive: boolean | null) => hear.current.connected(isLive)
    if (!firebase) return connected(false)
    const kept = keepListening(firebase, { connected, heard: (it) => hear.current.heard(it) })
    keeping.current = kept
    return () => {
      keeping.current = null
      kept.close()
      connected(null)
    }
  }, [isWanted, firebase])
  return keeping
}

function stateOf(isHeard: boolean | null, isReached: boolean): LiveState {
  if (!isReached) return 'offline'
  if (isHeard === null) return 'starting'
  return isHeard ? 'live' : 'slow'
}

/** Not all pages at once. */
function slowMs(): number {
  const [fraction = 0] = crypto.getRandomValues(new Uint8Array(1))
  return SLOW_MS + Math.round((fraction / 255) * JITTER_MS)
}
