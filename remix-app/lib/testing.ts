// For tests: a visit whose API gives one answer and remembers what it was asked, and a balance.
import type { BalanceView } from '../../shared/api/wallet.ts'
import { UserId } from '../../shared/ids.ts'
import type { ApiCall } from '../../shared/pages.ts'
import { tokens } from '../../shared/tokens.ts'

const NO_FIREBASE = {
  apiKey: '',
  authDomain: '',
  projectId: '',
  authEmulatorUrl: null,
  firestoreEmulatorHost: null,
  listens: false,
}

export function visitTo(path: string, response: Response, admin = false) {
  const calls: { path: string; call: ApiCall | undefined }[] = []
  const context = {
    api: async (apiPath: string, call?: ApiCall) => {
      calls.push({ path: apiPath, call })
      return response
    },
    viewer: { userId: 'u1', email: null, name: null, admin },
    browser: NO_FIREBASE,
    nonce: 'n',
    requestId: 'own',
    origin: 'https://wallet.example',
    supportUrl: 'mailto:help@wallet.example',
    locale: 'en-US',
    zone: 'UTC',
    isZoneGuess: true,
    now: 0,
  }
  return { request: new Request(`https://wallet.example${path}`), context, calls }
}

/** A balance as the API shows it. */
export const balanceAt = (version: number, userId = 'ann'): BalanceView => ({
  userId: UserId.parse(userId),
  availableTokens: tokens(version * 10),
  committedTokens: tokens(0),
  totalTokens: tokens(version * 10),
  owedTokens: tokens(0),
  totalEarned: tokens(0),
  totalSpent: tokens(0),
  restriction: 'none',
  excludedUntil: null,
  closing: false,
  version,
  lastUpdated: null,
})
