// The nightly check, in steps of one invocation each: a seventh of the people in full, of the
// payouts, predictions and adjustments, the chains of what admins did, and everybody's head for the
// archive. How far it has come
// is a document, so messages may be lost, doubled and reordered.
import type { Difference } from '../domain/difference.ts'
import { headOf } from '../domain/heads.ts'
import { isOfTurn, NIGHT_REF, type Night, nextNight } from '../domain/night.ts'
import { faultsOfRow } from '../domain/reconcile-row.ts'
import { type Report, reportIdOf } from '../domain/report.ts'
import type { Change, Services } from '../ports.ts'
import { AUDIT_HEADS_MAX, checkAuditHeads } from './check-audit.ts'
import { DOCUMENTS, type DocumentStage } from './check-documents.ts'
import {
  balanceMissing,
  beginPerson,
  checkPerson,
  faultsOfBalance,
  type PersonWork,
} from './check-person.ts'
import { compareHeads, oldestPiece, pieceIn } from './compare-heads.ts'
import { dayOf, keepAuditHeads, keepHeads, lastName } from './keep-heads.ts'
import { nowMicros } from './now.ts'
import {
  callsToOpen,
  DIFFERENCES_MAX,
  forgetAbout,
  forgetExplained,
  openCases,
} from './open-cases.ts'
import { raiseAlert } from './raise-alert.ts'
import { sendNight } from './send-night.ts'

/** Firestore calls an invocation; cases, the night itself and the message come on top. */
const STEP_CALLS_MAX = 30
const PEOPLE_PAGE_MAX = 500
const OWNERS_PAGE_MAX = 300
const DOCUMENTS_PAGE_MAX = 200
const LATE_MICROS = 20 * 3_600 * 1_000_000

type Needs = Pick<
  Services,
  'store' | 'queue' | 'archive' | 'alarm' | 'clock' | 'hash' | 'random' | 'log'
>

/** The nightly cron. One that is still under way goes on instead, and nobody is skipped. */
export async function beginNight(s: Needs): Promise<void> {
  const now = nowMicros(s.clock)
  const { before, current } = await s.store.atomically({ night: NIGHT_REF }, ({ night }) => {
    const value = nextNight(night, now)
    const changes = value ? [{ ref: NIGHT_REF, value }] : []
    return { answer: { before: night, current: value ?? night }, changes }
  })
  if (before?.finishedAt === null && now - before.startedAt > LATE_MICROS) {
    const facts = { part: before.part, people: before.people }
    await raiseAlert(s, { cause: 'recon_behind', facts, occasion: 'night' })
  }
  if (current?.finishedAt === null) await sendNight(s, current)
}

/** One step, and a message for the next. Throws outages: then the message comes again. */
export async function runNight(s: Needs, step: number | null = null): Promise<void> {
  const { night } = await s.store.read({ night: NIGHT_REF })
  if (!night || night.finishedAt !== null) return
  if (step !== null && step !== night.step) return
  const turn: Turn = { night, calls: 1, differences: [] }
  while (turn.night.stage !== 'over' && hasRoom(turn)) await advance(s, turn)
  await openCases(s, turn.differences)
  const [now, by] = [nowMicros(s.clock), s.random.uuid()]
  const value: Night = {
    ...turn.night,
    ...{ step: night.step + 1, movedAt: now, by },
    differences: night.differences + turn.differences.length,
    finishedAt: turn.night.stage === 'over' ? now : null,
  }
  const isOurs = await s.store.atomically({ night: NIGHT_REF }, ({ night: seen }) => {
    // Somebody else did the same step; or this one did, and nobody heard of it.
    if (seen?.step !== night.step || seen.startedAt !== night.startedAt) {
      return { answer: seen?.by === by, changes: [] }
    }
    const report = value.finishedAt === null ? [] : [reportOf(value, now)]
    return { answer: true, changes: [{ ref: NIGHT_REF, value }, ...report] }
  })
  if (!isOurs) return
  if (value.finishedAt === null) return sendNight(s, value)
  tellEnd(s, value)
}

interface Turn {
  night: Night
  calls: number
  readonly differences: Difference[]
}

const hasRoom = ({ calls, differences: { length } }: Turn): boolean =>
  length < DIFFERENCES_MAX && calls + callsToOpen(length) < STEP_CALLS_MAX

function advance(s: Needs, turn: Turn): Promise<void> {
  const { work, pending, stage } = turn.night
  if (work !== null) return goOnWith(s, turn, JSON.parse(work) as PersonWork)
  const [first] = pending
  switch (stage) {
    case 'people':
      return first === undefined ? readPeople(s, turn) : begin(s, turn, first)
    case 'heads':
      return first === undefined ? readHeads(s, turn) : heads(s, turn)
    case 'owners':
      return owners(s, turn)
    case 'audit':
      return audit(s, turn)
    case 'over':
      return Promise.resolve()
    default:
      return first === undefined ? readDocuments(s, turn, stage) : document(s, turn, stage, first)
  }
}

async function goOnWith(s: Needs, turn: Turn, before: PersonWork): Promise<void> {
  const room = DIFFERENCES_MAX - turn.differences.length
  const { work, differences, calls, rows, isWhole } = await checkPerson(s, before, room)
  turn.calls += calls
  turn.differences.push(...differences)
  if (isWhole) turn.calls += await forgetExplained(s, before.userId)
  turn.night = {
    ...turn.night,
    work: work && JSON.stringify(work),
    rows: turn.night.rows + rows,
    checked: turn.night.checked + (work ? 0 : 1),
  }
}

async function begin(s: Needs, turn: Turn, id: string): Promise<void> {
  const { wallet } = await s.store.look({ wallet: { kind: 'wallet', id } })
  turn.calls += 1
  // Gone since it was read: whoever has rows, or a head, is asked for it.
  const readable = wallet && faultsOfBalance(wallet).length === 0 ? wallet.value : null
  turn.night = {
    ...turn.night,
    pending: turn.night.pending.slice(1),
    work: readable && JSON.stringify(beginPerson(readable)),
  }
}

/** All of them are read for their heads: what can't be read is told at once. */
async function readPeople(s: Needs, turn: Turn): Promise<void> {
  const { after, digest, people, everybody, startedAt } = turn.night
  const found = await s.store.walk('wallet', after, PEOPLE_PAGE_MAX)
  turn.calls += 1
  turn.differences.push(...found.flatMap(faultsOfBalance))
  const isOver = found.length === 0
  const isKept = !everybody && !isOver
  if (isOver && digest !== '') await s.archive.put(lastName(dayOf(startedAt)), digest)
  if (isOver && !everybody) turn.calls += await keepAudit(s, turn.night)
  turn.night = {
    ...turn.night,
    digest: isKept ? await keepHeads(s, turn.night, found) : digest,
    after: isOver ? await oldestPiece(s, startedAt) : (found.at(-1)?.id ?? null),
    people: people + found.length,
    pending: turnOf(s, turn, found),
    stage: isOver ? 'heads' : 'people',
  }
}

const turnOf = (s: Needs, { night }: Turn, found: readonly { readonly id: string }[]): string[] =>
  found.map(({ id }) => id).filter((id) => isOfTurn(night, id, s.hash.sha256))

async function readHeads(s: Needs, turn: Turn): Promise<void> {
  const { after } = turn.night
  if (after === null) {
    turn.night = { ...turn.night, stage: 'owners' }
    return
  }
  const { lines, next, differences } = await pieceIn(s, after, turn.night)
  turn.differences.push(...differences)
  turn.night = { ...turn.night, pending: lines, after: next }
}

async function heads(s: Needs, turn: Turn): Promise<void> {
  const { pending } = turn.night
  const { rest, differences, calls } = await compareHeads(s, pending)
  const named = new Set(differences.map(({ id }) => id))
  const looked = pending.slice(0, pending.length - rest.length)
  const ids = looked.flatMap((line) => headOf(line)?.id ?? [])
  const whole = ids.filter((id) => !named.has(id))
  turn.calls += calls + (await forgetAbout(s, whole, 'heads'))
  turn.differences.push(...differences)
  turn.night = { ...turn.night, pending: rest }
}

/** Whoever has a first row has a balance. */
async function owners(s: Needs, turn: Turn): Promise<void> {
  const found = await s.store.firstRows(turn.night.after, OWNERS_PAGE_MAX)
  const own = found.filter(({ id, owner }) => isOfTurn(turn.night, owner ?? id, s.hash.sha256))
  const ids = new Set(own.flatMap(({ owner }) => owner ?? []))
  const wallets: Readonly<Record<string, unknown>> = await s.store.look(
    Object.fromEntries([...ids].map((id) => [id, { kind: 'wallet', id } as const])),
  )
  turn.calls += 2
  const missing = [...ids].filter((id) => !wallets[id])
  turn.differences.push(...missing.map((id) => balanceMissing(id, {})))
  // Nobody's own check meets a row that names nobody.
  const nobodys = own.filter(({ owner }) => !owner)
  turn.differences.push(...nobodys.flatMap((each) => faultsOfRow(each, s.hash.sha256)))
  const isOver = found.length === 0
  turn.night = {
    ...turn.night,
    after: found.at(-1)?.id ?? null,
    stage: isOver ? 'payouts' : 'owners',
  }
}

async function readDocuments(s: Needs, turn: Turn, stage: DocumentStage): Promise<void> {
  const { kind, next } = DOCUMENTS[stage]
  const found = await s.store.walk(kind, turn.night.after, DOCUMENTS_PAGE_MAX)
  turn.calls += 1
  turn.night = {
    ...turn.night,
    after: found.at(-1)?.id ?? null,
    pending: turnOf(s, turn, found),
    stage: found.length === 0 ? next : stage,
  }
}

async function document(s: Needs, turn: Turn, stage: DocumentStage, id: string): Promise<void> {
  const { check, calls } = DOCUMENTS[stage]
  const differences = await check(s, id)
  turn.differences.push(...differences)
  turn.calls += calls
  if (differences.length === 0) turn.calls += await forgetAbout(s, [id], stage)
  const { pending, payouts } = turn.night
  const counted = stage === 'payouts' ? payouts + 1 : payouts
  turn.night = { ...turn.night, pending: pending.slice(1), payouts: counted }
}

async function keepAudit(s: Needs, night: Night): Promise<number> {
  await keepAuditHeads(s, night, await s.store.walk('auditHead', null, AUDIT_HEADS_MAX))
  return 1
}

/** Of all admins, each night: they are few. */
async function audit(s: Needs, turn: Turn): Promise<void> {
  const { differences, whole, calls } = await checkAuditHeads(s, turn.night.startedAt)
  turn.differences.push(...differences)
  turn.calls += calls + (await forgetAbout(s, whole, 'audit'))
  turn.night = { ...turn.night, stage: 'over' }
}

function reportOf(night: Night, finishedAt: number): Change {
  const { startedAt, rows, checked, payouts, differences } = night
  const digest = night.digest === '' ? null : night.digest
  const id = reportIdOf('night', startedAt)
  const value: Report = {
    ...{ id, kind: 'night', startedAt, finishedAt, rows, people: checked, payouts, differences },
    ...{ supply: 'not_compared', digest },
  }
  return { ref: { kind: 'report', id }, value }
}

function tellEnd(s: Needs, night: Night): void {
  const { part, people, checked, rows, payouts, differences, digest } = night
  s.log.info('night_done', { part, people, checked, rows, payouts, differences, digest })
}
