// The server computes counters and times; a wrong sum would be wrong for everybody at once.
import { beforeEach, expect, test } from 'vitest'
import { int, name, startFirestore, type TestFirestore, text, update } from './test-client.ts'

let db: TestFirestore
beforeEach(() => {
  db = startFirestore()
})

const double = (doubleValue: number | string) => ({ doubleValue })
const list = (...values: object[]) => (values.length > 0 ? { values } : {})

async function transformed(before: object | undefined, transform: object): Promise<unknown[]> {
  if (before) await db.commit(update('c/x', { a: before }))
  const fieldTransforms = [{ fieldPath: 'a', ...transform }]
  const { body, status } = await db.commit({
    transform: { document: name('c/x'), fieldTransforms },
  })
  if (status !== 'OK') return [status]
  return [body.writeResults?.[0]?.transformResults?.[0], (await db.get('c/x')).fields?.a]
}

test('increment adds exactly, stops at the bounds of int64, restarts from no number', async () => {
  const cases: [object | undefined, object, object][] = [
    [undefined, int(3), int(3)],
    [int('9007199254740993'), int(1), int('9007199254740994')],
    [int('9223372036854775807'), int(3), int('9223372036854775807')],
    [int('-9223372036854775807'), int(-3), int('-9223372036854775808')],
    [int(1), double(0.5), double(1.5)],
    [double(1.5), int(3), double(4.5)],
    [text('x'), int(3), int(3)],
  ]
  for (const [before, increment, expected] of cases) {
    expect(await transformed(before, { increment })).toEqual([expected, expected])
  }
  expect(await transformed(int(1), { increment: text('x') })).toEqual(['INVALID_ARGUMENT'])
})

test('maximum and minimum keep the stored number when both are equal', async () => {
  const cases: [object, object, object][] = [
    [double(3), { maximum: int(3) }, double(3)],
    [int(3), { maximum: double(3.5) }, double(3.5)],
    [int(3), { minimum: int(2) }, int(2)],
    [int('9007199254740993'), { maximum: double(9007199254740992) }, int('9007199254740993')],
    [text('z'), { maximum: int(1) }, int(1)],
    [int(3), { maximum: double('NaN') }, double('NaN')],
  ]
  for (const [before, transform, expected] of cases) {
    expect(await transformed(before, transform)).toEqual([expected, expected])
  }
})

test('array elements are added once and removed everywhere', async () => {
  const array = (...values: object[]) => ({ arrayValue: list(...values) })
  const done = { nullValue: null }
  const append = { appendMissingElements: list(int(2), int(3), int(3), double(1)) }
  expect(await transformed(array(int(1), int(2)), append)).toEqual([
    done,
    array(int(1), int(2), int(3)),
  ])
  const removal = { removeAllFromArray: list(int(2)) }
  expect(await transformed(array(int(1), int(2), double(2), int(1)), removal)).toEqual([
    done,
    array(int(1), int(1)),
  ])
  expect(await transformed(int(1), removal)).toEqual([done, array()])
})

test('the request time has milliseconds and is not after the commit time', async () => {
  const { body } = await db.commit(
    update('c/x', {}, { updateTransforms: [{ fieldPath: 't', setToServerValue: 'REQUEST_TIME' }] }),
  )
  const { t } = (await db.get('c/x')).fields ?? {}
  const requestTime = (t as { timestampValue: string }).timestampValue
  expect(requestTime).toMatch(/:\d\d(\.\d{3})?Z$/)
  expect(Date.parse(requestTime)).toBeLessThanOrEqual(Date.parse(body.commitTime ?? ''))
})

test('transforms of one commit build on one another and on the update before them', async () => {
  const increment = { fieldPath: 'n', increment: int(1) }
  const { body } = await db.commit(
    update('c/x', { n: int(10) }, { updateTransforms: [increment, increment] }),
    { transform: { document: name('c/x'), fieldTransforms: [increment] } },
  )
  expect(body.writeResults?.map(({ transformResults }) => transformResults)).toEqual([
    [int(11), int(12)],
    [int(13)],
  ])
})

test('transforming a field and something inside it is refused', async () => {
  const updateTransforms = ['a', 'a.b'].map((fieldPath) => ({ fieldPath, increment: int(1) }))
  const { status } = await db.commit(update('c/x', {}, { updateTransforms }))
  expect(status).toBe('INVALID_ARGUMENT')
})
