// Around every page: listens for the person who is signed in, and says what moved by itself.
import { useMatches } from '@remix-run/react'
import { type ReactNode, useCallback, useMemo } from 'react'
import type { BrowserSettings } from '../../shared/pages.ts'
import { useComeBack } from '../lib/browser.ts'
import { AWAY_MS, useLive } from '../lib/live.ts'
import { LiveProvider } from '../lib/live-context.ts'
import { useReadAgain } from '../lib/read-again.ts'

/** Of a route whose data moves with the own balance. */
export interface WalletHandle {
  readonly showsWallet: true
}

interface LiveWalletProps {
  readonly isSignedIn: boolean
  /** null: listening can't be had here. */
  readonly settings: BrowserSettings | null
  readonly children: ReactNode
}

/** Of one person: its key is the person's id. */
export function LiveWallet({ isSignedIn, settings, children }: LiveWalletProps) {
  const showsWallet = useMatches().some(
    ({ handle }) => (handle as Partial<WalletHandle> | undefined)?.showsWallet,
  )
  const reading = useReadAgain()
  const { shown, state, said } = useLive(isSignedIn && showsWallet, settings, reading)
  // Whoever is signed out has no balance there, but odds that move as well.
  const refresh = useCallback(() => {
    if (!isSignedIn && showsWallet) void reading.readAgain()
  }, [isSignedIn, showsWallet, reading])
  useComeBack(refresh, AWAY_MS)
  const live = useMemo(() => ({ shown, state }), [shown, state])
  return (
    <LiveProvider value={live}>
      {children}
      <p aria-live="polite" className="sr-only">
        {said}
      </p>
    </LiveProvider>
  )
}
