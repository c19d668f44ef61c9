// What only the browser knows. The first render must equal the server's, so each of these starts
// with the server's answer and changes right after hydration.
import { useSyncExternalStore } from 'react'

const never = () => () => {}

export const useHydrated = (): boolean =>
  useSyncExternalStore(
    never,
    () => true,
    () => false,
  )
