// Resolving pays people: it is looked at first, and a correction says why.
import { expect, test } from 'vitest'
import { errorsOf, readResolveForm, resolve } from './resolve-form.server.ts'
import { visitTo } from './testing.ts'

const KEY = '0b0e7a5e-5a0b-4c55-9d5e-3f6f0f6f2a11'

function sent(fields: Record<string, string>) {
  const form = new FormData()
  for (const [name, value] of Object.entries({ key: KEY, ...fields })) form.set(name, value)
  return readResolveForm(form)
}

async function callOf(fields: Record<string, string>, dryRun: boolean) {
  const visit = visitTo('/admin/predictions/prd', Response.json({}))
  await resolve(visit, 'prd', sent(fields), dryRun)
  return visit.calls[0]?.call
}

test('a look carries no key, the act carries the key of the form', async () => {
  const body = { outcome: 'yes', dryRun: true }
  expect(await callOf({ outcome: 'yes' }, true)).toEqual({ method: 'POST', body })
  expect(await callOf({ outcome: 'yes' }, false)).toMatchObject({
    body: { outcome: 'yes', dryRun: false },
    idempotencyKey: KEY,
  })
})

test('a correction names the resolution it corrects and why', async () => {
  const fields = { outcome: 'no', version: '2', reason: 'misread' }
  expect((await callOf(fields, true))?.body).toEqual({
    outcome: 'no',
    dryRun: true,
    reason: 'misread',
    resolutionVersion: 2,
  })
})

test('nothing is sent without an outcome, nor a correction without its reason', () => {
  expect(Object.keys(errorsOf(sent({})))).toEqual(['outcome'])
  expect(Object.keys(errorsOf(sent({ outcome: 'maybe' })))).toEqual(['outcome'])
  expect(Object.keys(errorsOf(sent({ outcome: 'no', version: '1' })))).toEqual(['reason'])
  expect(errorsOf(sent({ outcome: 'no' }))).toEqual({})
})
