// Keeps a prediction on an open page true: it is read again on a calm schedule while somebody is
// looking. Coming back to the page reads all of it anew, as every page with a wallet does.
import { useEffect, useState } from 'react'
import type { PredictionView } from '../../shared/api/predictions.ts'
import { isTurned, lookAgainMs, newer } from './fresh-prediction.ts'
import { everySoOften } from './poll.ts'

const TIMEOUT_MS = 10_000

export interface Watched {
  readonly prediction: PredictionView
  /** null: it changes no more. */
  readonly everyMs: number | null
  /** The last look was not answered. */
  readonly isAway: boolean
}

/** `onTurn`: it has closed, or has a result; more than the prediction changes with that. */
export function useWatched(loaded: PredictionView, onTurn: () => void): Watched {
  const [seen, see] = useState({ of: loaded, view: loaded })
  const [looks, setLooks] = useState(0)
  const [isAway, setAway] = useState(false)
  // What the page itself has just read is never older than a look before it.
  const prediction = seen.of === loaded ? seen.view : loaded
  const everyMs = lookAgainMs(prediction.status, looks)

  useEffect(() => {
    if (everyMs === null) return
    const stop = new AbortController()
    const look = async () => {
      const told = await lookAt(loaded.id, stop.signal)
      if (stop.signal.aborted) return
      setAway(told === null)
      setLooks((count) => count + 1)
      if (!told) return
      if (isTurned(loaded, told)) onTurn()
      else see(({ of, view }) => ({ of: loaded, view: newer(of === loaded ? view : loaded, told) }))
    }
    const end = everySoOften(() => void look(), everyMs)
    return () => {
      stop.abort()
      end()
    }
  }, [loaded, everyMs, onTurn])
  return { prediction, everyMs, isAway }
}

async function lookAt(id: string, leave: AbortSignal): Promise<PredictionView | null> {
  try {
    const signal = AbortSignal.any([leave, AbortSignal.timeout(TIMEOUT_MS)])
    // Asked with its tag: what has not changed costs no body.
    const response = await fetch(`/api/predictions/${id}`, { signal, cache: 'no-cache' })
    return response.ok ? ((await response.json()) as PredictionView) : null
  } catch {
    return null
  }
}
