// Runs the local Firestore over a file until it is killed. It can be told to stand still at a
// commit, before or after it is applied, so that its parent can kill it exactly there.
import { createFirestore } from '../../../../local/firestore/index.ts'
import { serve } from '../../../../local/serve.ts'
import { readIndexes, readRules } from '../../../../local/stand-ins.ts'

export interface FirestoreSetup {
  readonly file: string
  /** 0 = any. */
  readonly port: number
}
export interface FirestoreUp {
  readonly url: string
}
/** Counted from this message on; announced by `{ standing: true }`. */
export interface StandStill {
  readonly commit: number
  readonly applied: boolean
}

const setup = JSON.parse(process.env.KAI_SETUP ?? '{}') as FirestoreSetup
const firestore = createFirestore({
  file: setup.file,
  indexes: readIndexes(),
  rules: readRules(),
})

let order: StandStill | undefined
let commits = 0

async function handle(request: Request): Promise<Response> {
  if (!order || !request.url.endsWith(':commit')) return firestore.fetch(request)
  commits += 1
  if (commits !== order.commit) return firestore.fetch(request)
  if (order.applied) await firestore.fetch(request)
  process.send?.({ standing: true })
  return new Promise(() => undefined)
}

process.on('disconnect', () => process.exit())
process.on('message', (told: StandStill) => {
  order = told
  commits = 0
  process.send?.({ told: true })
})

const served = await serve(handle, setup.port)
process.send?.({ url: served.url } satisfies FirestoreUp)
