// What differs becomes a case for people and an alert. Whose books can't be trusted may spend
// nothing until somebody has looked.
import type { DifferenceKind } from '../../shared/difference-kind.ts'
import { FlagId, PurchaseId, UserId } from '../../shared/ids.ts'
import { breaksTrust, caseIdOf, type Difference, type Found } from '../domain/difference.ts'
import { type Flag, goneBy, metAgain, openFlag } from '../domain/flag.ts'
import { heldForLedger } from '../domain/ledger-hold.ts'
import type { Change, Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { ALERT_CALLS, type Cause, raiseAlerts } from './raise-alert.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'hash' | 'random' | 'log' | 'alarm'>

const CASES_A_COMMIT_MAX = 150
const CALLS_A_COMMIT = 3
/** Whoever has found so many stops, opens their cases, and goes on in its next message. */
export const DIFFERENCES_MAX = 100

/** Firestore calls that opening so many costs at most. */
export const callsToOpen = (count: number): number =>
  count === 0 ? 0 : CALLS_A_COMMIT * Math.ceil(count / CASES_A_COMMIT_MAX) + ALERT_CALLS

/** The same differences again open nothing anew; what a person has explained rings no more. */
export async function openCases(s: Needs, differences: readonly Difference[]): Promise<void> {
  const open: Difference[] = []
  for (let start = 0; start < differences.length; start += CASES_A_COMMIT_MAX) {
    open.push(...(await openSome(s, differences.slice(start, start + CASES_A_COMMIT_MAX))))
  }
  const kinds = [...new Set(open.map((each) => each.kind))]
  const causes = kinds.map((kind): Cause => {
    const ids = open.filter((each) => each.kind === kind).map(({ id }) => id)
    return {
      cause: `recon_${kind}`,
      facts: { count: ids.length, ids: ids.slice(0, ALERT_IDS_MAX) },
    }
  })
  await raiseAlerts(s, causes)
}

const ALERT_IDS_MAX = 10

/** Those whose case waits for people. */
async function openSome(s: Needs, differences: readonly Difference[]): Promise<Difference[]> {
  const now = nowMicros(s.clock)
  const { readable, idOf } = await lookAround(s, differences)
  const refs: Record<string, Ref<'flag'> | Ref<'wallet'>> = {}
  for (const each of differences) refs[idOf(each)] = { kind: 'flag', id: idOf(each) }
  for (const id of readable) refs[`wallet ${id}`] = { kind: 'wallet', id }
  return s.store.atomically(refs, (seen) => {
    const flags = new Map<string, Flag>()
    const changes = new Map<string, Change>()
    const open: Difference[] = []
    for (const each of differences) {
      const id = idOf(each)
      const before = flags.get(id) ?? flagIn(seen[id])
      const flag = metAgain(before, caseOf(each, id, now))
      flags.set(id, flag)
      if (flag !== before) changes.set(id, { ref: { kind: 'flag', id }, value: flag })
      if (flag.state === 'closed') continue
      open.push(each)
      if (!breaksTrust(each) || each.userId === null) continue
      const place = `wallet ${each.userId}`
      const wallet = walletIn(changes.get(place)?.value ?? seen[place])
      if (!wallet) continue
      const occurrence = s.hash.sha256(`${id} ${flag.createdAt}`).slice(0, OCCURRENCE_DIGITS)
      const value = heldForLedger(wallet, occurrence, flag.createdAt, now)
      if (value !== wallet) changes.set(place, { ref: { kind: 'wallet', id: each.userId }, value })
    }
    return { answer: open, changes: [...changes.values()] }
  })
}

const OCCURRENCE_DIGITS = 16

type Seen = Change['value'] | null | undefined
const flagIn = (seen: Seen): Flag | null => (seen && 'closed' in seen ? (seen as Flag) : null)
const walletIn = (seen: Seen) => (seen && 'holds' in seen ? seen : null)

/** A name that a hand wrote may be no id at all: lists of cases must survive it. */
function caseOf(
  { kind, id: document, userId, purchaseId, facts }: Difference,
  id: string,
  createdAt: number,
) {
  const owner = UserId.safeParse(userId)
  const purchase = PurchaseId.safeParse(purchaseId)
  return openFlag({
    ...{ id: FlagId.parse(id), reason: kind, createdAt },
    userId: owner.success ? owner.data : null,
    purchaseId: purchase.success ? purchase.data : null,
    facts: JSON.stringify({ document, ...facts }),
  })
}

/**
 * A balance that can't be read can't be put on hold either; nothing spends from it anyway. A case
 * that somebody made unreadable has another in its place: it must hide nothing.
 */
async function lookAround(s: Needs, differences: readonly Difference[]) {
  const owners = new Set(differences.filter(breaksTrust).flatMap(({ userId }) => userId ?? []))
  const plain = (each: Difference): string => caseIdOf(each, s.hash.sha256)
  const refs: Record<string, Ref<'flag'> | Ref<'wallet'>> = {}
  for (const id of owners) refs[`wallet ${id}`] = { kind: 'wallet', id }
  for (const each of differences) refs[plain(each)] = { kind: 'flag', id: plain(each) }
  const looked: Readonly<Record<string, Found<unknown> | null>> = await s.store.look(refs)
  const idOf = (each: Difference): string => {
    const found = looked[plain(each)]
    if (!found || found.value) return plain(each)
    return caseIdOf({ ...each, id: `${each.id} ${found.writtenAt}` }, s.hash.sha256)
  }
  return { idOf, readable: [...owners].filter((id) => looked[`wallet ${id}`]?.value) }
}

/**
 * A person's books are whole: what was explained about them is news when it comes again. Answers
 * with the calls it took.
 */
export async function forgetExplained(s: Forgetting, userId: UserId): Promise<number> {
  const page = { limit: CLOSED_MAX, after: null }
  const closed = await s.store.flags({ state: 'closed', userId }, page)
  return forget(s, closed)
}

const OF_NOBODY: readonly DifferenceKind[] = [
  'payout_sums',
  'payout_outcome',
  'payout_missing',
  'payout_unreadable',
  'prediction_unreadable',
  'adjustment_row',
  'adjustment_undecided',
  'adjustment_unreadable',
]

/** The same of documents that are nobody's alone. */
export async function forgetAbout(
  s: Forgetting,
  ids: readonly string[],
  kinds = OF_NOBODY,
): Promise<number> {
  const names = ids.flatMap((id) => kinds.map((kind) => caseIdOf({ kind, id }, s.hash.sha256)))
  const refs = Object.fromEntries(names.map((name) => [name, { kind: 'flag', id: name } as const]))
  const looked: Readonly<Record<string, Found<Flag> | null>> = await s.store.look(refs)
  const flags = Object.values(looked).flatMap((found) => found?.value ?? [])
  return forget(
    s,
    flags.filter(({ state }) => state === 'closed'),
  )
}

type Forgetting = Pick<Services, 'store' | 'clock' | 'hash'>

async function forget({ store, clock }: Forgetting, closed: readonly Flag[]): Promise<number> {
  const own = closed.filter(({ id, goneAt }) => id.startsWith('recon_') && goneAt === null)
  const refs = Object.fromEntries(own.map(({ id }) => [id, { kind: 'flag', id } as const]))
  if (own.length === 0) return 1
  await store.atomically(refs, (seen) => {
    const flags = Object.values(seen).flatMap((flag) => flag ?? [])
    const now = nowMicros(clock)
    const changes = flags.map((flag) => {
      return { ref: { kind: 'flag', id: flag.id } as const, value: goneBy(flag, now) }
    })
    return { answer: null, changes }
  })
  return FORGET_CALLS
}
const FORGET_CALLS = 3
const CLOSED_MAX = 200
