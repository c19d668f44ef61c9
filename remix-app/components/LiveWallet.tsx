// Around every page: listens for the person who is signed in, and says what moved by itself.
import { useMatches } from '@remix-run/react'
import { type ReactNode, useMemo } from 'react'
import { type LiveFor, useLive } from '../lib/live.ts'
import { LiveProvider } from '../lib/live-context.ts'
import { useFormat } from '../lib/locale.ts'
import { useReadAgain } from '../lib/read-again.ts'
import { COMMON } from '../words/common.ts'

/** Of a route whose data moves with the own balance. */
export interface WalletHandle {
  readonly showsWallet: true
}

/** Of one person: its key is the person's id. */
export function LiveWallet({ children, ...who }: LiveFor & { readonly children: ReactNode }) {
  const showsWallet = useMatches().some(
    ({ handle }) => (handle as Partial<WalletHandle> | undefined)?.showsWallet,
  )
  const { shown, state, said } = useLive(who, showsWallet, useReadAgain())
  const format = useFormat()
  const live = useMemo(() => ({ shown, state }), [shown, state])
  return (
    <LiveProvider value={live}>
      {children}
      <p aria-live="polite" className="sr-only">
        {said ? COMMON.availableNow(format.count(said.availableTokens)) : null}
      </p>
    </LiveProvider>
  )
}
