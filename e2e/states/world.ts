// A stage on which everything has happened already.
import { openStage } from '../stage.ts'
import { makePurchases } from './orders.ts'
import { makePast } from './past.ts'
import { makeAccounts } from './people.ts'
import { ruinBooks } from './ruined.ts'
import { openPast } from './services.ts'

export type World = Awaited<ReturnType<typeof openWorld>>

/** Close its stage at the end. */
export async function openWorld() {
  const stage = await openStage()
  const past = openPast(stage.stack)
  await makeAccounts(stage.stack)
  const purchases = await makePurchases(past, stage.url)
  await makePast(past)
  await past.addUp()
  await ruinBooks(past, stage.stack)
  return { stage, purchases }
}
