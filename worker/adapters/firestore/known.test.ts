// What is known may be old, but it must never be older than what was known before, nor outlive its
// use: a person who saw a balance must not see an earlier one.
import { describe, expect, test } from 'vitest'
import type { StoredDocument } from './client.ts'
import { createKnown, createSightings, GUESS_MS_MAX } from './known.ts'

const nameOf = (path: string): string => `d/${path}`
const WALLET = { kind: 'wallet', id: 'ann' } as const
const GATE = { kind: 'gate', id: 'prd/gates/3' } as const
const ROW = { kind: 'row', id: 'commit_ann_1' } as const

const documentOf = (path: string, updateTime: string): StoredDocument => ({
  name: nameOf(path),
  fields: {},
  createTime: '2026-01-01T00:00:00Z',
  updateTime,
})
const wallet = (second: number, micros = '') =>
  documentOf('balances/ann', `2026-01-01T00:00:0${second}${micros && `.${micros}`}Z`)
const gate = documentOf('predictions/prd/gates/3', '2026-01-01T00:00:00Z')
const mapOf = (...documents: StoredDocument[]) =>
  new Map(documents.map((each) => [each.name, each]))

function start(elsewhere = new Map<string, unknown>()) {
  let now = 10_000
  const told: string[][][] = []
  const asked: string[][] = []
  const known = createKnown({
    client: { nameOf },
    sightings: createSightings(() => now),
    noticeboard: {
      get: async (names) => {
        asked.push([...names])
        return names.map((name) => elsewhere.get(name) ?? null)
      },
      put: async (notices) => void told.push(notices.map(({ name, moved }) => [name, moved])),
    },
    keepAlive: () => undefined,
  })
  const pass = (ms: number) => {
    now += ms
  }
  return { known, told, asked, pass }
}

describe('a guess', () => {
  test('is made only when every wallet and gate is known', () => {
    const { known } = start()
    known.keep([WALLET], mapOf(wallet(1)), 10_000)
    expect(known.guess({ WALLET, GATE, ROW })).toBeNull()
    known.keep([GATE], mapOf(gate), 10_000)
    expect([...(known.guess({ WALLET, GATE, ROW })?.keys() ?? [])].sort()).toEqual([
      'd/balances/ann',
      'd/predictions/prd/gates/3',
    ])
    expect(known.guess({ ROW })).toBeNull()
  })

  test('is not made of what was seen too long ago, or lost a race', () => {
    const { known, pass } = start()
    known.keep([WALLET, GATE], mapOf(wallet(1), gate), 10_000)
    pass(GUESS_MS_MAX)
    expect(known.guess({ WALLET, GATE })).toBeNull()
    known.keep([WALLET, GATE], mapOf(wallet(1), gate), 10_000 + GUESS_MS_MAX)
    expect(known.guess({ WALLET, GATE })).not.toBeNull()
    known.forget([WALLET])
    expect(known.guess({ WALLET, GATE })).toBeNull()
  })
})

describe('of two sightings', () => {
  test('the later state stays, whichever is told last', () => {
    const { known } = start()
    known.keep([WALLET], mapOf(wallet(2)), 10_000)
    known.keep([WALLET], mapOf(wallet(1)), 10_500)
    expect(known.one(WALLET, 60_000)?.updateTime).toContain('00:02')
  })

  test('states within one second are told apart, though trailing zeros are left out', () => {
    const { known } = start()
    known.keep([WALLET], mapOf(wallet(1, '000001')), 10_000)
    known.keep([WALLET], mapOf(wallet(1)), 10_000)
    expect(known.one(WALLET, 60_000)?.updateTime).toContain('.000001')
  })
})

describe('other isolates', () => {
  test('are told of wallets and gates, and of nothing else', () => {
    const { known, told } = start()
    const row = documentOf('transactions/commit_ann_1', '2026-01-01T00:00:00Z')
    known.keep([WALLET, ROW], mapOf(wallet(1), row), 10_000)
    // Six digits, so that Redis can compare two as text.
    expect(told).toEqual([[['d/balances/ann', '2026-01-01T00:00:01.000000Z']]])
    known.keep([WALLET], mapOf(wallet(2)), 10_000, false)
    known.keep([ROW], mapOf(row), 10_000)
    expect(told).toHaveLength(1)
  })

  test('are asked for what is not known here, and never bring back an older state', async () => {
    const told = { document: wallet(1), at: 9_900 }
    const { known, asked } = start(new Map([['d/balances/ann', told]]))
    await known.fetch([WALLET, GATE, ROW])
    expect(asked).toEqual([['d/balances/ann', 'd/predictions/prd/gates/3']])
    expect(known.one(WALLET, 60_000)?.updateTime).toContain('00:01')
    known.keep([WALLET], mapOf(wallet(5)), 8_000)
    await known.fetch([WALLET])
    expect(known.one(WALLET, 60_000)?.updateTime).toContain('00:05')
    known.keep([WALLET, GATE], mapOf(wallet(5), gate), 10_000)
    await known.fetch([WALLET, GATE])
    expect(asked).toHaveLength(2)
  })

  // Else a balance from before a refund is shown for as many days.
  test('with a clock that is days ahead are not believed, a moment ahead they are', async () => {
    for (const [ahead, isKnown] of [
      [3 * 86_400_000, false],
      [900, true],
    ] as const) {
      const told = { document: wallet(1), at: 10_000 + ahead }
      const { known } = start(new Map([['d/balances/ann', told]]))
      await known.fetch([WALLET])
      expect(known.one(WALLET, 60_000) !== undefined).toBe(isKnown)
    }
  })

  test('are believed only about what they were asked for, in the form it has', async () => {
    const told = { document: wallet(1), at: 9_900 }
    const odd = [null, 'x', {}, { at: 1 }, { ...told, document: gate }]
    for (const each of odd) {
      const { known } = start(new Map([['d/balances/ann', each]]))
      await known.fetch([WALLET])
      expect(known.one(WALLET, 60_000)).toBeUndefined()
    }
  })
})

test('an isolate does not fill up with people who were here once', () => {
  const sightings = createSightings(() => 0)
  for (let i = 0; i <= 5_000; i += 1) {
    sightings.put({ document: documentOf(`balances/u${i}`, '2026-01-01T00:00:00Z'), at: 0 })
  }
  expect(sightings.get(nameOf('balances/u0'), 1)).toBeUndefined()
  expect(sightings.get(nameOf('balances/u1'), 1)).toBeDefined()
  expect(sightings.get(nameOf('balances/u5000'), 1)).toBeDefined()
})
