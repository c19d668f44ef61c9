// The nonce of the page's Content-Security-Policy. Browsers hide it from scripts, so it is known
// while rendering on the server only; hydration never compares it.
import { createContext, useContext } from 'react'

const Nonce = createContext<string | undefined>(undefined)

export const NonceProvider = Nonce.Provider
export const useNonce = (): string | undefined => useContext(Nonce)
