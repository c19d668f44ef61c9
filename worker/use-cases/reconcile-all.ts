// Everything there is, now: for whoever has to know. It only reads.
import { UserId } from '../../shared/ids.ts'
import { ownHead } from '../domain/audit.ts'
import type { Difference, Found } from '../domain/difference.ts'
import { SHARDS, type TokenTransaction } from '../domain/ledger.ts'
import { EVERYBODY } from '../domain/night.ts'
import { faultsOfSupply } from '../domain/reconcile-payout.ts'
import { faultsOfRow } from '../domain/reconcile-row.ts'
import type { Services, Stored, Walked } from '../ports.ts'
import { checkAdjustment } from './check-adjustments.ts'
import { auditFault, bentHead, checkAuditHeads, headlessIn } from './check-audit.ts'
import { checkFound } from './check-commitments.ts'
import { checkOrders } from './check-orders.ts'
import { checkPayout, checkPrediction } from './check-payouts.ts'
import { beginPerson, checkPerson, faultsOfBalance, type PersonWork } from './check-person.ts'
import { compareHeads, oldestPiece, pieceIn } from './compare-heads.ts'
import { nowMicros } from './now.ts'
import { brokenIn } from './read-audit.ts'

export interface Checked {
  people: number
  rows: number
  orders: number
  payouts: number
  /** Whether all balances could be added up at one moment. */
  supply: boolean
  /** Heads of an earlier night that were compared; null: nobody gave the archive. */
  heads: number | null
}
type Needs = Pick<Services, 'store' | 'hash' | 'clock'> & {
  /** Whoever rewrites the database can't rewrite it. */
  readonly archive: Services['archive'] | null
}
type Tell = (difference: Difference) => void

const PAGE_MAX = 300
const SUPPLY_LOOKS_MAX = 3

/** Tells each difference once, as soon as it is known. */
export async function reconcileAll(s: Needs, tell: Tell): Promise<Checked> {
  const told = new Set<string>()
  const tellOnce: Tell = (difference) => {
    const id = `${difference.kind} ${difference.id}`
    if (!told.has(id)) tell(difference)
    told.add(id)
  }
  const checked: Checked = { people: 0, rows: 0, orders: 0, payouts: 0, supply: false, heads: null }
  const people = await checkPeople(s, checked, tellOnce)
  await checkOwners(s, checked, people, tellOnce)
  for await (const page of walk(s, 'payoutJob')) {
    for (const found of page) (await checkPayout(s, found)).forEach(tellOnce)
    checked.payouts += page.length
  }
  for await (const page of walk(s, 'prediction')) {
    for (const found of page) (await checkPrediction(s, found)).forEach(tellOnce)
  }
  for await (const page of walk(s, 'adjustment')) {
    for (const { id } of page) (await checkAdjustment(s, id)).forEach(tellOnce)
  }
  await checkSupply(s, checked, tellOnce)
  if (s.archive) checked.heads = await checkArchive({ ...s, archive: s.archive }, tellOnce)
  await checkAudit(s, tellOnce)
  ;(await checkAuditHeads(s, nowMicros(s.clock), 0)).differences.forEach(tellOnce)
  return checked
}

async function* walk<K extends Walked>({ store }: Needs, kind: K) {
  let after: string | null = null
  for (;;) {
    const page: Found<Stored[K]>[] = await store.walk(kind, after, PAGE_MAX)
    if (page.length === 0) return
    yield page
    after = page.at(-1)?.id ?? null
  }
}

async function checkPeople(s: Needs, checked: Checked, tell: Tell): Promise<Set<string>> {
  const people = new Set<string>()
  for await (const page of walk(s, 'wallet')) {
    for (const found of page) {
      people.add(found.id)
      const unsound = faultsOfBalance(found)
      unsound.forEach(tell)
      if (found.value && unsound.length === 0) await checkOne(s, beginPerson(found.value), tell)
    }
  }
  checked.people = people.size
  return people
}

async function checkOne(s: Needs, begun: PersonWork, tell: Tell): Promise<void> {
  for (let work: PersonWork | null = begun; work; ) {
    const step = await checkPerson(s, work)
    step.differences.forEach(tell)
    work = step.work
  }
}

/** What belongs to nobody who has a balance: nobody else's check would meet it. */
async function checkOwners(
  s: Needs,
  checked: Checked,
  people: ReadonlySet<string>,
  tell: Tell,
): Promise<void> {
  const isNobodys = ({ value }: Found<{ readonly userId: UserId }>): boolean =>
    !value || !people.has(value.userId)
  for await (const page of walk(s, 'row')) {
    checked.rows += page.length
    for (const found of page.filter(isNobodys)) {
      faultsOfRow(found, s.hash.sha256).forEach(tell)
      if (found.value && !(await hasBalance(s, found.value))) tell(ownerless(found.value))
    }
  }
  for await (const page of walk(s, 'order')) {
    checked.orders += page.length
    const { differences } = await checkOrders(s, page.filter(isNobodys))
    differences.forEach(tell)
  }
  for await (const page of walk(s, 'commitment')) {
    const { differences } = await checkFound(s, page.filter(isNobodys))
    differences.forEach(tell)
  }
}

async function hasBalance({ store }: Needs, { userId }: TokenTransaction): Promise<boolean> {
  const owner = UserId.safeParse(userId)
  if (!owner.success) return false
  return (await store.look({ wallet: { kind: 'wallet', id: owner.data } })).wallet !== null
}

const ownerless = ({ id, userId, seq }: TokenTransaction): Difference => ({
  kind: 'row_without_balance',
  id,
  userId,
  facts: { seq },
})

async function checkArchive(s: Needs & Pick<Services, 'archive'>, tell: Tell): Promise<number> {
  let heads = 0
  let name = await oldestPiece(s, nowMicros(s.clock), { youngest: 0 })
  while (name !== null) {
    const piece = await pieceIn(s, name, EVERYBODY)
    piece.differences.forEach(tell)
    heads += piece.lines.length
    for (let rest = piece.lines; rest.length > 0; ) {
      const compared = await compareHeads(s, rest)
      compared.differences.forEach(tell)
      rest = compared.rest
    }
    name = piece.next
  }
  return heads
}

/** What admins did: every chain from its head to its first entry. */
async function checkAudit(s: Needs, tell: Tell): Promise<void> {
  for await (const page of walk(s, 'auditHead')) {
    page.flatMap(bentHead).forEach(tell)
    for (const head of page.flatMap((found) => ownHead(found) ?? [])) {
      for (const { seq, entry } of await brokenIn(s, head)) {
        tell(auditFault(`${head.actor}_${seq}`, { isThere: entry !== null }))
      }
    }
  }
  for await (const page of walk(s, 'audit')) (await headlessIn(s, page)).forEach(tell)
}

async function checkSupply({ store }: Needs, checked: Checked, tell: Tell): Promise<void> {
  for (let looks = 0; looks < SUPPLY_LOOKS_MAX; looks += 1) {
    const moment = await store.supplySince(0, SHARDS)
    if (!moment) continue
    checked.supply = true
    faultsOfSupply(moment.rows, moment.balances).forEach(tell)
    return
  }
}
