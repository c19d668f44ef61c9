// The catalogue is the API: clients decide by `status` and `retryable` whether to try again.
import { expect, test } from 'vitest'
import { OPERATIONS } from './api/contract.ts'
import { FAILURES, type FailureCode, Outage, ok, refuse } from './failure.ts'

const entries = Object.entries(FAILURES) as [FailureCode, (typeof FAILURES)[FailureCode]][]

test('whatever is a passing trouble of ours says so, and nothing else does', () => {
  for (const [code, { status, retryable }] of entries) {
    expect([code, retryable]).toEqual([code, status === 429 || status >= 500])
  }
})

test('titles are short sentences without a code, a value or a placeholder', () => {
  for (const [, { title }] of entries) expect(title).toMatch(/^[A-Z][^{}<>_]{3,39}$/)
})

test('each operation lists its refusals in the order of precedence, each once', () => {
  const order = entries.map(([code]) => code)
  for (const { id, failures } of OPERATIONS) {
    const positions = failures.map((code) => order.indexOf(code))
    expect([id, positions]).toEqual([id, positions.toSorted((a, b) => a - b)])
    expect(new Set(failures).size).toBe(failures.length)
  }
})

test('an outage knows from the catalogue whether trying again can help', () => {
  expect(new Outage('STORE_BUSY', 'x').retryable).toBe(true)
  expect(new Outage('CHECKOUT_REFUSED', 'x').retryable).toBe(false)
  expect(new Outage('STORE_BUSY', 'x', { cause: 'why' }).cause).toBe('why')
})

test('a refusal is a value with a code and words for people', () => {
  expect(ok(1)).toEqual({ ok: true, value: 1 })
  expect(refuse('PACKAGE_INACTIVE', 'Choose another.')).toEqual({
    ok: false,
    failure: { code: 'PACKAGE_INACTIVE', detail: 'Choose another.' },
  })
})
