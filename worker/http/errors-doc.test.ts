import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'

const text = readFileSync(new URL('../../docs/errors.md', import.meta.url), 'utf8')
const sections = new Map(
  text
    .split(/^## /m)
    .slice(1)
    .map((section) => [section.split('\n')[0] ?? '', section]),
)
const codes = Object.keys(FAILURES) as FailureCode[]

// Whoever meets a code in a log at night looks it up here.
test('docs/errors.md explains every code, in the order of precedence', () => {
  expect([...sections.keys()]).toEqual(codes)
})

test.each(codes)('%s has its status and retry advice right', (code) => {
  const { status, retryable } = FAILURES[code]
  expect(sections.get(code)).toMatch(
    new RegExp(`^${code}\n\n${status}\\. Retry: ${retryable ? 'yes' : 'no'}[.,]`),
  )
})
