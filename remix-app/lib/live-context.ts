// What the parts of a page know of its live wallet.
import { createContext, useContext, useEffect, useSyncExternalStore } from 'react'
import type { BalanceView } from '../../shared/api/wallet.ts'
import type { Section } from './api.server.ts'
import { newest, type Shown } from './newest.ts'

/** `starting`: not known yet. `offline`: the last look was not answered. */
export type LiveState = 'starting' | 'live' | 'slow' | 'offline'

interface Live {
  readonly shown: Shown
  readonly state: LiveState
}
const LiveContext = createContext<Live | null>(null)
export const LiveProvider = LiveContext.Provider

export const useLiveState = (): LiveState => useContext(LiveContext)?.state ?? 'starting'

const never = () => () => {}
const nothing = () => null

/** The newest balance known: never one older than is shown already, nor none where one is known. */
export function useNewest<Loaded extends Section<BalanceView> | null>(
  loaded: Loaded,
): Loaded | Section<BalanceView> {
  const told = loaded?.value ?? null
  const shown = useContext(LiveContext)?.shown
  const known = useSyncExternalStore(shown?.subscribe ?? never, shown?.get ?? nothing, nothing)
  useEffect(() => {
    if (told) shown?.put(told)
  }, [told, shown])
  const value = told ? newest(known, told) : known
  return loaded && value ? { value, problem: null } : loaded
}
