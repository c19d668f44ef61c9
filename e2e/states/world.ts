// A stage on which everything has happened already.
import { openStage } from '../stage.ts'
import { makePurchases } from './orders.ts'
import { makePast } from './past.ts'
import { makeAccounts } from './people.ts'
import { makeRefunds } from './refunds.ts'
import { ruinBooks } from './ruined.ts'
import { openPast } from './services.ts'
import { makeTroubles } from './troubles.ts'

export type World = Awaited<ReturnType<typeof openWorld>>

/** Close its stage at the end. */
export async function openWorld() {
  const stage = await openStage()
  const past = openPast(stage.stack)
  await makeAccounts(stage.stack)
  const orders = await makePurchases(past, stage.url)
  await makePast(past)
  const purchases = { ...orders, ...(await makeRefunds(past, stage.url)) }
  await makeTroubles(past, purchases)
  await past.addUp()
  await ruinBooks(past, stage.stack)
  return { stage, purchases }
}
