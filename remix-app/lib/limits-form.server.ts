// The form of one's own limits: dollars and tokens a day, and a break. Empty means no limit.
import { type LimitsView, SetLimits } from '../../shared/api/account.ts'
import { EXCLUDE_DAYS_MAX } from '../../shared/bounds.ts'
import { BREAK, LIMITS } from '../words/account.ts'
import { textOf, wholeOf } from './form.server.ts'
import { centsOf } from './package-form.server.ts'

export type LimitField = keyof SetLimits
export type LimitErrors = Partial<Record<LimitField | 'sure', string>>
export interface LimitsDraft {
  readonly purchaseUsdCentsPerDay: string
  readonly commitTokensPerDay: string
  readonly excludeDays: string
}
export type ReadLimits =
  | { readonly ok: true; readonly value: SetLimits }
  | { readonly ok: false; readonly errors: LimitErrors }

const HINTS: Record<LimitField, string> = {
  purchaseUsdCentsPerDay: LIMITS.purchasesInvalid,
  commitTokensPerDay: LIMITS.commitmentsInvalid,
  excludeDays: BREAK.daysInvalid(EXCLUDE_DAYS_MAX),
}

export const draftOfLimits = (form: FormData): LimitsDraft => ({
  purchaseUsdCentsPerDay: textOf(form, 'purchaseUsdCentsPerDay'),
  commitTokensPerDay: textOf(form, 'commitTokensPerDay'),
  excludeDays: textOf(form, 'excludeDays'),
})

/** What is in force: looser limits that begin later are told beside it. */
export function draftOfView(view: LimitsView): LimitsDraft {
  const { purchaseUsdCentsPerDay: cents, commitTokensPerDay } = view
  return {
    purchaseUsdCentsPerDay: cents === null ? '' : dollarsOf(cents),
    commitTokensPerDay: commitTokensPerDay === null ? '' : String(commitTokensPerDay),
    excludeDays: '',
  }
}

/** The daily caps alone: they leave a break as it is. */
export function readCaps(draft: LimitsDraft): ReadLimits {
  const { purchaseUsdCentsPerDay: dollars, commitTokensPerDay: count } = draft
  return parsed({
    purchaseUsdCentsPerDay: dollars === '' ? null : centsOf(dollars),
    commitTokensPerDay: count === '' ? null : wholeOf(count),
  })
}

/** The break alone, beside the caps that are in force or wished for. */
export function readBreak(draft: LimitsDraft, view: LimitsView, sure: boolean): ReadLimits {
  const { purchaseUsdCentsPerDay, commitTokensPerDay } = view.wished ?? view
  const excludeDays = wholeOf(draft.excludeDays)
  const read = parsed({ purchaseUsdCentsPerDay, commitTokensPerDay, excludeDays })
  if (sure) return read
  const errors = { sure: BREAK.unsure }
  return { ok: false, errors: read.ok ? errors : { ...read.errors, ...errors } }
}

function parsed(body: Record<string, unknown>): ReadLimits {
  const read = SetLimits.safeParse(body)
  if (read.success) return { ok: true, value: read.data }
  const errors: LimitErrors = {}
  for (const { path } of read.error.issues) {
    const field = path[0] as LimitField
    errors[field] = HINTS[field]
  }
  return { ok: false, errors }
}

function dollarsOf(cents: number): string {
  const rest = cents % 100
  const whole = String(Math.floor(cents / 100))
  return rest === 0 ? whole : `${whole}.${String(rest).padStart(2, '0')}`
}
