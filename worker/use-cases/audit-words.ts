// What admins wrote when they changed something, out of the audit log: it is sealed there as it is
// in the record, under the key of whom it concerns.
import { AuditFacts } from '../../shared/audit-facts.ts'
import { RefundId, UserId } from '../../shared/ids.ts'
import type { AuditEntry } from '../domain/audit.ts'
import type { Services } from '../ports.ts'
import { closingPlaceOf } from './close-flag.ts'
import { thawPlaceOf } from './freeze-ledger.ts'
import { holdPlaceOf } from './hold-user.ts'
import { placeOf, rejectionPlace } from './proposals.ts'
import { refundPlaceOf } from './read-refunds.ts'
import { correctionPlaceOf } from './resolve-prediction.ts'
import { readTexts, type SealedText } from './sealing.ts'
import { letterPlaceOf } from './see-to-dead-letter.ts'

type Where = (entry: AuditEntry, after: AuditFacts) => SealedText

const hold =
  (what: 'held' | 'lifted'): Where =>
  ({ target }, { cause, private: sealed }) => {
    const { data: userId = null } = UserId.safeParse(target)
    return { userId, place: userId ? holdPlaceOf(userId, cause ?? '', what) : '', sealed }
  }

const proposal =
  (collection: Parameters<typeof placeOf>[0]): Where =>
  (_, { id, userId, private: sealed }) => ({ userId, place: placeOf(collection, id ?? ''), sealed })

/** By one admin, or what another had proposed. */
const outcome: Where = ({ actor, target }, facts) => {
  const { resolutionVersion: version, private: sealed, proposalId, proposedBy } = facts
  if (!proposedBy) return { userId: actor, place: correctionPlaceOf(target, version), sealed }
  return { userId: proposedBy, place: placeOf('resolutions', proposalId ?? ''), sealed }
}

const rejection =
  (collection: Parameters<typeof rejectionPlace>[0]): Where =>
  ({ actor }, { id, rejection: sealed }) => {
    return { userId: actor, place: rejectionPlace(collection, id ?? ''), sealed }
  }

/** By what an action begins with, or by all of it. */
const WHERE: Readonly<Record<string, Where>> = {
  'user.hold': hold('held'),
  'user.lift': hold('lifted'),
  'ledger.thaw': ({ actor, at }, { private: sealed }) => {
    return { userId: actor, place: thawPlaceOf(at), sealed }
  },
  'prediction.resolve': outcome,
  'prediction.correct': outcome,
  'prediction.propose': proposal('resolutions'),
  'prediction.reject': rejection('resolutions'),
  'adjustment.reject': rejection('adjustments'),
  'ruling.reject': rejection('rulings'),
  'deadLetter.close': ({ actor, target }, { decided }) => {
    return { userId: actor, place: letterPlaceOf(target), sealed: decided?.private ?? null }
  },
  'flag.close': ({ actor, target }, { userId, earlier, closed }) => {
    const place = closingPlaceOf({ id: target }, earlier.length)
    return { userId: userId ?? actor, place, sealed: closed?.private ?? null }
  },
  'refund.request': (_, { id, userId, private: sealed }) => {
    const { data } = RefundId.safeParse(id)
    return { userId, place: data ? refundPlaceOf(data) : '', sealed }
  },
  adjustment: proposal('adjustments'),
  ruling: proposal('rulings'),
  purchase: proposal('rulings'),
}

const NOTHING: SealedText = { userId: null, place: '', sealed: null }

/** In their order; null where nothing was written, or can be opened any more. One call at most. */
export async function wordsIn(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  entries: readonly (AuditEntry | null)[],
): Promise<(string | null)[]> {
  const all = entries.map((entry) => {
    const after = entry && factsIn(entry.after)
    const [area = ''] = entry?.action.split('.') ?? []
    const where = WHERE[entry?.action ?? ''] ?? WHERE[area]
    const sealed = entry && after && where ? where(entry, after) : NOTHING
    return { sealed, clear: entry?.action === 'prediction.correct' ? after?.reason : null }
  })
  const texts = await readTexts(
    s,
    all.map(({ sealed }) => sealed),
  )
  // Why a prediction was corrected stood in the open once.
  return all.map(({ clear }, at) => texts[at] ?? clear ?? null)
}

function factsIn(json: string): AuditFacts | null {
  try {
    return AuditFacts.parse(JSON.parse(json))
  } catch {
    return null
  }
}
