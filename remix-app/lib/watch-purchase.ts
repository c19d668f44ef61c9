// Waits for a payment to be credited. It asks the API instead of reloading the page's data, so that
// a lost connection is a missed look and not an error page.
import { useEffect, useState } from 'react'
import type { PurchaseView } from '../../shared/api/tokens.ts'

const FAST_LOOKS = 60
const FAST_MS = 1_000
const SLOW_MS = 15_000
const LOOKS_MAX = FAST_LOOKS + 120
// Every so often Stripe itself is asked, in case its event got lost on the way to us.
const ASK_STRIPE_EVERY = 15

/** `slow`: it takes days, but a page left open still tells. */
export type Pace = 'fast' | 'slow'

export interface Watch {
  readonly looks: number
  readonly slow: boolean
  readonly over: boolean
}

/** Looks unless `pace` is null; calls `onChange` once the purchase is no longer as it was. */
export function useWatch(purchase: PurchaseView, pace: Pace | null, onChange: () => void): Watch {
  const { purchaseId, status, failureReason } = purchase
  const [looks, setLooks] = useState(0)
  const over = looks >= LOOKS_MAX
  const slow = pace === 'slow' || looks >= FAST_LOOKS

  useEffect(() => {
    if (pace === null || over) return
    const stop = new AbortController()
    const timer = setTimeout(
      async () => {
        const seen = document.hidden ? null : await look(purchaseId, looks, stop.signal)
        if (stop.signal.aborted) return
        if (seen === 'signedOut' || changed(seen, status, failureReason)) onChange()
        setLooks(looks + 1)
      },
      slow ? SLOW_MS : FAST_MS,
    )
    return () => {
      stop.abort()
      clearTimeout(timer)
    }
  }, [pace, over, slow, looks, purchaseId, status, failureReason, onChange])

  return { looks, slow, over }
}

type Seen = Pick<PurchaseView, 'status' | 'failureReason'>

function changed(
  seen: Seen | null,
  status: Seen['status'],
  reason: Seen['failureReason'],
): boolean {
  return seen !== null && (seen.status !== status || seen.failureReason !== reason)
}

async function look(
  purchaseId: string,
  looks: number,
  signal: AbortSignal,
): Promise<Seen | 'signedOut' | null> {
  const ask = looks % ASK_STRIPE_EVERY === ASK_STRIPE_EVERY - 1
  const path = `/api/tokens/purchases/${purchaseId}${ask ? '/confirm' : ''}`
  try {
    const response = await fetch(path, { method: ask ? 'POST' : 'GET', signal })
    if (response.status === 401) return 'signedOut'
    return response.ok ? ((await response.json()) as Seen) : null
  } catch {
    return null
  }
}
