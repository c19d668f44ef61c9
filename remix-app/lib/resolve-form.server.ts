// Resolving, in two steps: what it would do, then doing it. Both are plain posts.

import { OUTCOMES, type Outcome } from '../../shared/api/predictions.ts'
import type { Resolution } from '../../shared/api/resolutions.ts'
import { RESOLVE_HINTS } from '../words/admin.ts'
import { type Answer, callApi, type Visit } from './api.server.ts'
import { formKeyOf, textOf, wholeOf } from './form.server.ts'

export interface ResolveDraft {
  readonly key: string
  readonly outcome: Outcome | null
  /** Needed to correct, and for a second admin. */
  readonly reason: string
  /** The resolution to correct; null = the first one. */
  readonly version: number | null
  /** The dry run said that it takes a second admin. */
  readonly second: boolean
}
export interface ResolveErrors {
  readonly outcome?: string
  readonly reason?: string
}

const REASON_MAX = 500

export function readResolveForm(form: FormData): ResolveDraft {
  const version = wholeOf(textOf(form, 'version'))
  return {
    key: formKeyOf(form),
    outcome: OUTCOMES.find((name) => name === textOf(form, 'outcome')) ?? null,
    reason: textOf(form, 'reason'),
    version: version >= 1 ? version : null,
    second: textOf(form, 'second') !== '',
  }
}

export function errorsOf({ outcome, reason, version, second }: ResolveDraft): ResolveErrors {
  const unexplained = (version !== null || second) && reason === ''
  const wanted = second ? RESOLVE_HINTS.secondReason : RESOLVE_HINTS.reason
  const long = reason.length > REASON_MAX
  return {
    ...(outcome === null && { outcome: RESOLVE_HINTS.outcome }),
    ...(unexplained && { reason: wanted }),
    ...(long && { reason: RESOLVE_HINTS.long(REASON_MAX) }),
  }
}

/** A dry run carries no key: it does nothing that could happen twice. */
export function resolve(
  visit: Visit,
  id: string,
  draft: ResolveDraft,
  dryRun: boolean,
): Promise<Answer<Resolution>> {
  const { key, outcome, reason, version } = draft
  const again = version === null ? {} : { resolutionVersion: version }
  const why = reason === '' ? {} : { reason }
  return callApi<Resolution>(visit, `/api/admin/predictions/${encodeURIComponent(id)}/resolve`, {
    method: 'POST',
    body: { outcome, dryRun, ...why, ...again },
    ...(dryRun ? {} : { idempotencyKey: key }),
  })
}
