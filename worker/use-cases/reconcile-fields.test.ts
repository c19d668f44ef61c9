// Each field of each document that money depends on, changed by hand: named by the full check, or
// on the list of those that aren't, with the reason why nobody loses or gains by it.
import { beforeAll, describe, expect, test } from 'vitest'
import { PredictionId } from '../../shared/ids.ts'
import type { Fields, Value } from '../adapters/firestore/values.ts'
import { endow, openTo, place } from '../test/betting.ts'
import { fullCheck } from '../test/books.ts'
import { byHand } from '../test/by-hand.ts'
import { createHarness, type Harness } from '../test/harness.ts'
import { drainQueue, lockRain, resolveRain } from '../test/payouts.ts'
import { must, order } from '../test/shop.ts'
import { ALICE, sdkFor } from '../test/start.ts'

/** What doesn't have to be named, and why. */
const OF_STRIPE = 'as Stripe says; the next look writes it anew, and tokens follow `taken`'
const FOR_LOOKING = 'when and where somebody looks again; nothing is granted or paid by it'
const OF_PEOPLE = 'for people to read; sealed, or a copy of what Stripe or the audit log has'
const OF_THEIR_OWN = 'no tokens: what somebody may do is in cases and audit log, not in the ledger'
const LATER_CHECKED = 'the grant compares it with Stripe, and waits for people if it differs'
const DECIDED_ALREADY = 'it was settled by rows, which are compared; a correction stands on them'

const all = (why: string, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, why]))

const ORDER = {
  ...all(FOR_LOOKING, ['nextCheckAt', 'follow', 'looks']),
  ...all(FOR_LOOKING, ['checkoutUrl', 'failureReason']),
  ...all('gone it is what it was: nothing is waited for', ['refunding']),
  ...all(OF_PEOPLE, ['cardFingerprint', 'private', 'mismatch']),
  ...all(OF_STRIPE, ['dispute', 'paid']),
}
const UNNAMED: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  balance: {
    ...all(OF_THEIR_OWN, ['day', 'holds', 'limits', 'openOrders', 'state']),
    ...all(FOR_LOOKING, ['yieldUntil', 'lastUpdated']),
  },
  row: { status: 'the same word in all of them, which nothing reads' },
  'order that was credited': ORDER,
  'order that waits': {
    ...ORDER,
    ...all(LATER_CHECKED, ['sessionId', 'paymentIntentId', 'status']),
    ...all('gone they are what they were: nothing', ['reversals', 'taken']),
  },
  payout: {
    ...all(FOR_LOOKING, ['holder', 'leaseUntil', 'nextCheckAt', 'pageToken', 'pages']),
    ...all(OF_PEOPLE, ['createdAt', 'error', 'finishedAt']),
    counts: 'how many of the refunded came late is told apart nowhere else',
  },
  'commitment that waits': {
    committedAt: 'its place in lists; whether it was late is not told by it',
  },
  'commitment that won': all('its place in lists; earlier than its row', [
    ...['committedAt', 'resolvedAt'],
  ]),
  adjustment: all(OF_PEOPLE, ['createdAt', 'decidedAt', 'private', 'rejection']),
  'prediction that is paid out': {
    ...all(DECIDED_ALREADY, ['closesAt', 'lockedAt', 'maxTokens', 'minTokens', 'oddsBps']),
    ...all(OF_PEOPLE, ['category', 'createdAt', 'description', 'earlierWords', 'title']),
    ...all(FOR_LOOKING, ['proposalId', 'resolvedAt', 'termsChangedAt']),
  },
}

const KINDS: Readonly<Record<string, readonly [path: RegExp, status?: string]>> = {
  balance: [/^balances\/alice$/],
  row: [/^transactions\/commit_alice/],
  'order that was credited': [/^purchases\//, 'credited'],
  'order that waits': [/^purchases\//, 'pending'],
  payout: [/^payoutJobs\//],
  'commitment that waits': [/^commitments\//, 'active'],
  'commitment that won': [/^commitments\//, 'won'],
  adjustment: [/^adjustments\//],
  'prediction that is paid out': [/^predictions\/prd-rain$/],
}

let harness: Harness
let documents: Readonly<Record<string, string>>
beforeAll(async () => {
  harness = createHarness()
  const { services: s } = harness
  await endow(s, ALICE, 1_000)
  await openTo(s)
  must(await place(s, 'rain'))
  harness.clock.advance(1_000)
  await lockRain(s)
  must(await resolveRain(s, 'yes'))
  await drainQueue(harness)
  const busy = PredictionId.parse('prd-busy')
  await openTo(s, { id: busy })
  must(await place(s, 'busy', { predictionId: busy }))
  const { checkoutUrl, sessionId } = await order(harness)
  await harness.pay(checkoutUrl)
  await harness.webhooks()
  const { payment_intent } = await sdkFor(harness).checkout.sessions.retrieve(sessionId)
  await sdkFor(harness).refunds.create({ payment_intent: `${payment_intent}`, amount: 333 })
  await harness.webhooks()
  await order(harness, 'key-2')
  harness.clock.advance(60_000)
  documents = await harness.documents()
  return () => harness.close()
})

test('as they were written, nothing is named', async () => {
  expect(await fullCheck(harness)).toEqual([])
})

describe.each(Object.entries(KINDS))('%s', (kind, [wanted, status]) => {
  test('each field, changed or gone, is named', { timeout: 120_000 }, async () => {
    const [path, fields] = documentOf(wanted, status)
    const missed = new Set<string>()
    for (const [name, value] of Object.entries(fields)) {
      for (const other of [...othersOf(value), undefined]) {
        await put(path, name, other)
        if ((await fullCheck(harness)).length === 0) missed.add(name)
      }
      await put(path, name, value)
    }
    expect([...missed].sort()).toEqual(Object.keys(UNNAMED[kind] ?? {}).sort())
  })
})

function documentOf(wanted: RegExp, status?: string): [string, Fields] {
  for (const [path, text] of Object.entries(documents)) {
    const { fields } = JSON.parse(text) as { fields: Fields }
    const own = fields.status && 'stringValue' in fields.status && fields.status.stringValue
    if (wanted.test(path) && (status === undefined || own === status)) return [path, fields]
  }
  throw new Error(`nothing is called ${wanted}`)
}

const put = (path: string, name: string, value: Value | undefined): Promise<void> => {
  const fields = { [name]: value } as Fields
  return byHand(harness, 'PATCH', path, fields)
}

/** Another one that could stand there. */
function othersOf(value: Value): Value[] {
  if ('integerValue' in value) return [{ integerValue: String(Number(value.integerValue) + 1) }]
  if ('timestampValue' in value) {
    return ['2020-01-01', '2030-01-01'].map((day) => ({ timestampValue: `${day}T00:00:00Z` }))
  }
  if ('stringValue' in value) {
    const { stringValue: text } = value
    const other = { yes: 'no', active: 'won', won: 'lost', credited: 'expired' }[text]
    return [{ stringValue: other ?? `${text}x` }]
  }
  if ('nullValue' in value) return [{ stringValue: 'x' }]
  if ('mapValue' in value) return [{ mapValue: { fields: bumped(value.mapValue.fields ?? {}) } }]
  return 'arrayValue' in value ? [{ arrayValue: { values: [] } }] : []
}

/** The first of its numbers is another. */
function bumped(fields: Fields): Fields {
  const [first] = Object.entries(fields)
  if (!first) return { x: { integerValue: '1' } }
  const [other = { integerValue: '9' }] = othersOf(first[1])
  return { ...fields, [first[0]]: other }
}
