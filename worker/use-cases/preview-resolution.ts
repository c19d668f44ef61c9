// What a resolution would do, without doing any of it.
import type { ResolutionPreview } from '../../shared/api/resolutions.ts'
import { ok, type Result } from '../../shared/failure.ts'
import type { UserId } from '../../shared/ids.ts'
import { type Tokens, tokens } from '../../shared/tokens.ts'
import type { Commitment } from '../domain/commitment.ts'
import type { Wallet } from '../domain/ledger.ts'
import { settleCommitments } from '../domain/payout-page.ts'
import { lateFrom, type Prediction, resolve } from '../domain/prediction.ts'
import { sumsOf } from '../domain/resolution.ts'
import type { Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { groundOf } from './resolution-ground.ts'
import type { ResolveInput } from './resolve-prediction.ts'

/** A request may make fifty calls: two a page. */
const OWED_PAGES_MAX = 20
const OWED_PAGE_COMMITMENTS = 300

export interface Preview extends ResolutionPreview {
  readonly prediction: Prediction
  readonly totals: { readonly yes: number; readonly no: number }
}
type Needs = Pick<Services, 'store' | 'clock' | 'hash'>

/** Writes nothing. Refuses as `resolvePrediction` does. */
export async function previewResolution(s: Needs, input: ResolveInput): Promise<Result<Preview>> {
  const ground = await groundOf(s, input)
  if (!ground.ok) return ground
  const { prediction, yes, no } = ground.value
  const resolved = resolve(prediction, input.request, nowMicros(s.clock))
  if (!resolved.ok) return resolved
  const { outcome } = input.request
  const again = resolved.value !== null && resolved.value.resolutionVersion > 1
  const debt = again ? await owedBy(s, resolved.value) : { owed: tokens(0), owedIsPartial: false }
  const totals = { yes: yes.stakes, no: no.stakes }
  const sums = sumsOf(ground.value, outcome)
  const needsSecondAdmin = sums.atStake > input.secondAdminTokens
  return ok({ prediction, totals, ...sums, ...debt, needsSecondAdmin })
}

type Debt = Pick<ResolutionPreview, 'owed' | 'owedIsPartial'>

/** Settles copies of the wallets, and adds up what people owe more than before. */
async function owedBy(s: Needs, prediction: Prediction): Promise<Debt> {
  const { lock } = await s.store.read({ lock: { kind: 'lock', id: prediction.id } })
  const { resolutionVersion: version, outcome } = prediction
  if (outcome === null) throw new TypeError('a resolution without an outcome')
  const from = lateFrom(prediction, lock)
  const terms = { version, outcome, requestHash: 'preview', lateFrom: from }
  const before = new Map<UserId, Tokens>()
  const wallets = new Map<UserId, Wallet>()
  let page: readonly Commitment[] = []
  let pages = 0
  do {
    page = await s.store.commitmentsIn(
      prediction.id,
      page.at(-1)?.id ?? null,
      OWED_PAGE_COMMITMENTS,
    )
    for (const wallet of await walletsOf(s, page, wallets)) {
      wallets.set(wallet.userId, wallet)
      before.set(wallet.userId, wallet.owed)
    }
    const settled = settleCommitments(page, wallets, terms, nowMicros(s.clock), s.hash.sha256)
    for (const wallet of settled.wallets) wallets.set(wallet.userId, wallet)
    pages += 1
  } while (page.length === OWED_PAGE_COMMITMENTS && pages < OWED_PAGES_MAX)
  const more = [...wallets.values()].map(({ userId, owed }) =>
    Math.max(0, owed - (before.get(userId) ?? 0)),
  )
  return {
    owed: tokens(more.reduce((sum, each) => sum + each, 0)),
    owedIsPartial: page.length === OWED_PAGE_COMMITMENTS,
  }
}

/** Those of the page's people that aren't known yet. */
async function walletsOf(
  s: Needs,
  page: readonly Commitment[],
  known: ReadonlyMap<UserId, Wallet>,
): Promise<Wallet[]> {
  const people = new Set(page.map(({ userId }) => userId).filter((userId) => !known.has(userId)))
  const refs: Record<string, Ref<'wallet'>> = {}
  for (const userId of people) refs[userId] = { kind: 'wallet', id: userId }
  if (people.size === 0) return []
  return Object.values(await s.store.read(refs)).flatMap((wallet) => wallet ?? [])
}
