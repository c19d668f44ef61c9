// Every state of every page. A page or a state that is not in here is looked at by nobody.
import { consoleStates } from './console.ts'
import type { Purchases } from './orders.ts'
import { ACCOUNT } from './pages/account.ts'
import { BUSY } from './pages/busy.ts'
import { buyingStates } from './pages/buying.ts'
import { HURDLES } from './pages/hurdles.ts'
import { OFFLINE } from './pages/offline.ts'
import { PREDICTIONS } from './pages/predictions.ts'
import { SIGNED_OUT } from './pages/signed-out.ts'
import { WAITING } from './pages/waiting.ts'
import { WALLET } from './pages/wallet.ts'
import type { PageState } from './state.ts'

export const inventoryOf = async (purchases: Purchases): Promise<readonly PageState[]> => [
  ...SIGNED_OUT,
  ...WALLET,
  ...PREDICTIONS,
  ...buyingStates(purchases),
  ...ACCOUNT,
  ...(await consoleStates(purchases)),
  ...BUSY,
  ...HURDLES,
  ...WAITING,
  ...OFFLINE,
]
