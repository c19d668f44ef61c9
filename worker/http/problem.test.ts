// A client that is told to try again must also be told when, or all of them come back at once.
import { expect, test } from 'vitest'
import { FAILURES, type FailureCode, Outage } from '../../shared/failure.ts'
import { startEdge } from './testing.ts'

const CODES = (Object.keys(FAILURES) as FailureCode[]).filter((code) => code !== 'RATE_LIMITED')

test.each(CODES)('%s says when to come back exactly if it is a 503 that may pass', async (code) => {
  const packages = () => Promise.reject(new Outage(code, 'away'))
  const response = await startEdge({ fakes: { store: { packages } } }).send('/api/tokens/packages')
  const { status, retryable } = FAILURES[code]
  expect(response.status).toBe(status)
  const wait = response.headers.get('retry-after')
  if (code === 'MAINTENANCE') expect(wait).toBe('60')
  else if (status === 503 && retryable) expect(wait).toMatch(/^[1-5]$/)
  else expect(wait).toBeNull()
})
