// What admins do to predictions, in tests: the use cases with the ordinary answers unwrapped.
import type { PredictionId, UserId } from '../../shared/ids.ts'
import type { AuditEntry } from '../domain/audit.ts'
import { gateId } from '../domain/keys.ts'
import { GATES, type Gate, type Prediction, type Wording } from '../domain/prediction.ts'
import type { Services } from '../ports.ts'
import { createPrediction } from '../use-cases/create-prediction.ts'
import { openPrediction } from '../use-cases/open-prediction.ts'
import { ODDS } from './betting.ts'
import { ADMIN } from './people.ts'
import { must } from './shop.ts'

const HOUR = 3_600_000_000

export const wordingOf = (s: Pick<Services, 'clock'>, changes: Partial<Wording> = {}): Wording => ({
  title: 'It rains on Friday',
  description: 'Yes if it does.',
  category: 'weather',
  closesAt: s.clock.now() * 1000 + HOUR,
  oddsBps: ODDS,
  minTokens: 1,
  maxTokens: 10_000,
  ...changes,
})

export async function drafted(s: Services, changes: Partial<Wording> = {}): Promise<Prediction> {
  return must(await createPrediction(s, { adminId: ADMIN, wording: wordingOf(s, changes) })).value
}

export async function opened(s: Services, changes: Partial<Wording> = {}): Promise<Prediction> {
  const { id } = await drafted(s, changes)
  return must(await openPrediction(s, { adminId: ADMIN, id })).value
}

export async function predictionNow({ store }: Services, id: PredictionId): Promise<Prediction> {
  const { found } = await store.read({ found: { kind: 'prediction', id } })
  if (!found) throw new Error('the prediction is gone')
  return found
}

/** All sixteen, in their order. */
export async function gatesOf({ store }: Services, id: PredictionId): Promise<(Gate | null)[]> {
  const refs = Array.from({ length: GATES }, (_, gate) => {
    return [`gate${gate}`, { kind: 'gate', id: gateId(id, gate) }] as const
  })
  return Object.values(await store.read(Object.fromEntries(refs)))
}

/** The entries of an admin's chain, oldest first. */
export async function chainOf({ store }: Services, adminId: UserId = ADMIN): Promise<AuditEntry[]> {
  const { head } = await store.read({ head: { kind: 'auditHead', id: adminId } })
  const entries: AuditEntry[] = []
  for (let seq = 1; seq <= (head?.seq ?? 0); seq += 1) {
    const { entry } = await store.read({ entry: { kind: 'audit', id: `${adminId}_${seq}` } })
    if (!entry) throw new Error(`entry ${seq} is missing`)
    entries.push(entry)
  }
  return entries
}

/** When each of these was last written, as the database tells it. */
export function writtenAt(documents: Record<string, string>, form: RegExp): Set<string> {
  const found = Object.entries(documents).filter(([path]) => form.test(path))
  return new Set(found.map(([, text]) => JSON.parse(text).updateTime))
}
