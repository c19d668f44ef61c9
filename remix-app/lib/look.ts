// Asks the API for the own balance: never an older one than was heard of.
import type { BalanceView } from '../../shared/api/wallet.ts'

const TIMEOUT_MS = 10_000

export async function lookAtBalance(version: number): Promise<BalanceView | 'signedOut' | 'away'> {
  try {
    const response = await fetch('/api/wallet/balance', {
      headers: { 'x-wallet-version': String(version) },
      signal: AbortSignal.timeout(TIMEOUT_MS),
    })
    if (response.status === 401) return 'signedOut'
    return response.ok ? ((await response.json()) as BalanceView) : 'away'
  } catch {
    return 'away'
  }
}
