// What there is to do, and how often; most of it moves tokens.
import { setLimits } from '../../worker/use-cases/limits.ts'
import { readWallet } from '../../worker/use-cases/read-wallet.ts'
import { demand } from '../violation.ts'
import type { Act } from './act.ts'
import { decideAdjustment, propose } from './adjust.ts'
import * as admin from './admin.ts'
import * as books from './books.ts'
import { buy, confirmNothing, togglePrice } from './buy.ts'
import {
  commitAgain,
  commitBurst,
  commitOnce,
  commitReused,
  isAnybodyRich,
  isOpenForBets,
} from './commit.ts'
import { dispute, warn } from './disputes.ts'
import { freeze, liftAny } from './holds.ts'
import { latecomer } from './latecomer.ts'
import { endRefund, refund, refundByHand } from './refunds.ts'
import { decideRuling, payElsewhere, review } from './reviews.ts'

const OPERATIONS = {
  commitOnce,
  commitBurst,
  commitAgain,
  commitReused,
  buy,
  confirmNothing,
  togglePrice,
  create: admin.create,
  edit: admin.edit,
  hurry: admin.hurry,
  open: admin.openOne,
  lock: admin.lock,
  resolve: admin.resolve,
  correct: admin.correct,
  drive: admin.drive,
  save: admin.save,
  latecomer,
  refund,
  refundByHand,
  endRefund,
  dispute,
  warn,
  propose,
  decideAdjustment,
  payElsewhere,
  review,
  decideRuling,
  freeze,
  liftAny,
  quarter: books.quarter,
  night: books.night,
  thaw: books.thaw,
  closeCase: books.closeCase,
  bury: books.bury,
  seeTo: books.seeTo,
  look,
  limit,
  litter,
  outage,
  crash,
} satisfies Record<string, (act: Act) => Promise<void>>
export type OperationName = keyof typeof OPERATIONS

const WEIGHTS: Readonly<Record<OperationName, number>> = {
  commitOnce: 2100,
  commitBurst: 130,
  commitAgain: 5,
  commitReused: 3,
  buy: 30,
  confirmNothing: 1,
  togglePrice: 2,
  create: 8,
  edit: 7,
  hurry: 3,
  open: 3,
  lock: 8,
  resolve: 14,
  correct: 8,
  drive: 2,
  save: 4,
  latecomer: 3,
  refund: 12,
  refundByHand: 5,
  endRefund: 6,
  dispute: 3.5,
  warn: 1.2,
  propose: 6,
  decideAdjustment: 6,
  payElsewhere: 5,
  review: 3,
  decideRuling: 3,
  freeze: 3.5,
  liftAny: 4,
  quarter: 1.5,
  night: 0.8,
  thaw: 0.6,
  closeCase: 2,
  bury: 1.2,
  seeTo: 4,
  look: 18,
  limit: 4,
  litter: 1,
  outage: 0.7,
  crash: 0.5,
}

export async function operate(act: Act): Promise<void> {
  const { chance } = act
  const chosen = chance.weighted(WEIGHTS)
  if (!chosen.startsWith('commit')) return OPERATIONS[chosen](act)
  // Mostly somebody sees to it that there is something to bet on, and somebody who can.
  const wanted = !isOpenForBets(act) ? 'create' : isAnybodyRich(act) ? chosen : 'buy'
  return OPERATIONS[chance.happens(0.9) ? wanted : chosen](act)
}

/** I17: a balance is never older than one that this person saw. */
async function look({ world, promises, chance, town, name }: Act): Promise<void> {
  const person = chance.pick(town.people)
  const version = promises.seenBy(person)
  const answer = await world.perform(`${name}.look`, 'look', (s) => readWallet(s, person, version))
  if (answer.kind !== 'value') return
  const { value } = answer
  demand('I17', value.version >= version, () => `${person} saw ${version}, then ${value.version}`)
  demand('I18', value.userId === person, () => `${person} was shown another wallet`)
  promises.saw(person, value.version)
}

async function limit({ world, chance, town, name }: Act): Promise<void> {
  const person = chance.happens(0.1) ? chance.pick(town.barred) : chance.pick(town.people)
  const cap = (): number | null =>
    chance.pick([null, null, 5_000, 100_000, 2_000_000_000].slice(0, 4))
  const wish = {
    purchaseCentsPerDay: cap(),
    commitTokensPerDay: cap(),
    ...(chance.happens(0.1) && { excludeDays: 1 }),
  }
  await world.perform(`${name}.limit`, 'limits', (s) => setLimits(s, person, wish))
}

/** Messages that nobody can read end as dead letters. */
async function litter({ mail, name, chance }: Act): Promise<void> {
  mail.send(chance.pick(['?', { v: 2, kind: 'order' }, { v: 1, kind: 'order', purchaseId: name }]))
}

/** A service is away for a while; what arrives on the queue meanwhile has to wait. */
async function outage(act: Act): Promise<void> {
  const { world, chance } = act
  if (world.plan.rate === 0) return
  world.plan.down = chance.weighted({ firestore: 3, stripe: 1, queue: 1, noticeboard: 1 })
  world.history.note(`-- ${world.plan.down} is away`)
  await litter(act)
  await act.pause(chance.between(500, 6_000))
  world.plan.down = null
}

async function crash({ world, chance }: Act): Promise<void> {
  if (world.plan.rate > 0) world.crash(chance.pick(world.isolates))
}
