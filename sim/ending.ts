// When the world has come to rest: everything that was paid is credited, every job is done, every
// chain verifies, and nothing waits.

import { checkMoney } from './ending-money.ts'
import type { Mail } from './mail.ts'
import { sha256 } from './operations/act.ts'
import type { Plain } from './oracle/decode.ts'
import type { Order, Prediction, Row } from './oracle/shadow.ts'
import type { Promises } from './promises.ts'
import { demand } from './violation.ts'
import type { World } from './world.ts'

export async function checkEnding(world: World, promises: Promises, mail: Mail): Promise<void> {
  const { oracle, schedule } = world
  demand('I19', mail.waiting === 0 && !world.isBusy, () => 'something is still under way')
  const documents = [...oracle.shadow.documents]
  const of = (collection: string): Plain[] =>
    documents.flatMap(([path, plain]) =>
      path.startsWith(`${collection}/`) && path.split('/').length === 2 ? [plain] : [],
    )
  const orders = of('purchases') as never as Order[]
  const elsewhere = new Set([...oracle.elsewhere.values()].map(({ purchaseId }) => purchaseId))
  for (const order of orders) checkOrder(oracle.paidSessions, order, elsewhere.has(order.id))
  for (const id of [...oracle.paidSessions, ...oracle.elsewhere.keys()]) {
    demand('I7', oracle.isAnswered(id), () => `${id} was paid, not credited, and is no case`)
  }
  for (const job of of('payoutJobs')) {
    demand('I19', job.state === 'done', () => `payout ${job.id} is ${job.state}: ${job.error}`)
  }
  const now = schedule.now() * 1000
  for (const each of of('predictions') as never as Prediction[]) {
    const isDue = each.status === 'open' && each.closesAt < now - 600_000_000
    demand('I14', !isDue && each.status !== 'resolving', () => `${each.id} is still ${each.status}`)
  }
  checkSettled(of('commitments'), (id) => oracle.document(`predictions/${id}`))
  for (const [id, asked] of promises.asked) {
    const isThere = oracle.document(`commitments/${id}`) !== undefined
    const wasRefused = asked.refusals > 0 && !asked.unknown && !asked.first
    demand('I15', !wasRefused || !isThere, () => `${id} was refused and is there`)
    demand('I16', !asked.first || isThere, () => `${id} was confirmed and is gone`)
  }
  for (const rows of oracle.shadow.rows.values()) checkChain(rows)
  checkAuditChains(of('auditLog'))
  await checkMoney(world, orders)
}

/** A day later, nothing is open that Stripe has an answer for. */
function checkOrder(paid: ReadonlySet<string>, order: Order, isReviewed: boolean): void {
  const isOpen = ['creating', 'pending'].includes(order.status)
  demand('I7', !isOpen, () => `${order.id} is still ${order.status}`)
  // Paid twice: two people decide, or have decided.
  if (isReviewed && ['mismatch', 'refused'].includes(order.status)) return
  const owes = order.sessionId !== null && paid.has(order.sessionId)
  demand(
    'I7',
    !owes || order.status === 'credited',
    () => `${order.id} is paid and ${order.status}`,
  )
}

/** Each commitment of a finished prediction was settled by its last resolution. */
function checkSettled(
  bets: readonly Plain[],
  predictionOf: (id: string) => Plain | undefined,
): void {
  for (const bet of bets) {
    const prediction = predictionOf(String(bet.predictionId))
    const isOver = prediction?.status === 'resolved' || prediction?.status === 'voided'
    const settled = bet.settledVersion === (isOver ? prediction.resolutionVersion : 0)
    demand('I13', settled, () => `${bet.id} was settled for version ${bet.settledVersion}`)
  }
}

/** The hash covers what the product calls the row; it is stored a little differently. */
function checkChain(rows: readonly Row[]): void {
  for (const row of rows) {
    const { hash, status: _, after, ...rest } = row as Row & Plain
    const { dAvailable, dCommitted, dOwed, dStripe, dPromo, dBook, dAdjust, ...body } = rest
    const deltas = { dAvailable, dCommitted, dOwed, dStripe, dPromo, dBook, dAdjust }
    const { availableTokens, committedTokens, owedTokens, ...totals } = after
    const words = { available: availableTokens, committed: committedTokens, owed: owedTokens }
    const text = canonical({ ...body, deltas, after: { ...totals, ...words } })
    demand('I2', sha256(text) === hash, () => `the hash of ${row.id} does not verify`)
  }
}

function checkAuditChains(entries: readonly Plain[]): void {
  const lastOf = new Map<string, { seq: number; hash: string }>()
  const inOrder = [...entries].sort((a, b) => Number(a.seq) - Number(b.seq))
  for (const { hash, ...body } of inOrder) {
    const actor = String(body.actor)
    const last = lastOf.get(actor) ?? { seq: 0, hash: '' }
    const follows = body.seq === last.seq + 1 && body.prevHash === last.hash
    demand('I20', follows, () => `${String(body.id)} breaks the chain of ${actor}`)
    demand('I20', sha256(canonical(body)) === hash, () => `the hash of ${String(body.id)} is wrong`)
    lastOf.set(actor, { seq: last.seq + 1, hash: String(hash) })
  }
}

function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, member]) => `${JSON.stringify(name)}:${canonical(member)}`)
  return `{${members.join(',')}}`
}
