import { expect, test } from 'vitest'
import { OPERATIONS } from '../../shared/api/contract.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { failuresOf } from './failures-of.ts'
import { asClient, ORIGIN, startEdge } from './testing.ts'

interface Schema {
  $ref?: string
  [keyword: string]: unknown
}
interface ResponseObject {
  description: string
  headers?: Record<string, object>
  content?: Record<string, { schema: Schema }>
}
interface OperationObject {
  operationId: string
  parameters?: { name: string; in: string; required: boolean; schema: Schema }[]
  requestBody?: { content: Record<string, { schema: Schema }> }
  responses: Record<string, ResponseObject>
  security: Record<string, string[]>[]
}
interface Document {
  openapi: string
  info: { title: string; version: string }
  paths: Record<string, Record<string, OperationObject>>
  components: { schemas: Record<string, Schema>; securitySchemes: Record<string, object> }
}

const load = async (): Promise<Document> => {
  const response = await startEdge().send('/api/openapi.json')
  expect(response.headers.get('content-type')).toBe('application/json')
  expect(response.headers.get('cache-control')).toContain('public')
  return (await response.json()) as Document
}
const operationIn = ({ paths }: Document, { path, method }: Operation): OperationObject => {
  const found = paths[path]?.[method.toLowerCase()]
  if (!found) throw new Error(`not in the document: ${method} ${path}`)
  return found
}

/** Every object in the document, with its place. */
function* walk(value: unknown, place = '#'): Generator<[string, Record<string, unknown>]> {
  if (typeof value !== 'object' || value === null) return
  if (!Array.isArray(value)) yield [place, value as Record<string, unknown>]
  for (const [name, member] of Object.entries(value)) {
    yield* walk(member, `${place}/${name.replaceAll('/', '~1')}`)
  }
}

test('the document has the frame that OpenAPI 3.1 asks for', async () => {
  const document = await load()
  expect(document.openapi).toMatch(/^3\.1\.\d+$/)
  expect(document.info).toMatchObject({ title: expect.any(String), version: expect.any(String) })
  const allowed = ['openapi', 'info', 'servers', 'paths', 'components']
  expect(Object.keys(document).toSorted()).toEqual(allowed.toSorted())
  for (const path of Object.keys(document.paths)) expect(path).toMatch(/^\/[\w/{}.-]+$/)
  for (const name of Object.keys(document.components.schemas)) expect(name).toMatch(/^[\w.-]+$/)
})

// A client is generated from this: what is missing here, nobody calls or handles.
test('the document holds exactly the operations of the contract', async () => {
  const document = await load()
  const documented = Object.entries(document.paths).flatMap(([path, item]) =>
    Object.keys(item).map((method) => `${method.toUpperCase()} ${path}`),
  )
  const declared = OPERATIONS.map(({ method, path }) => `${method} ${path}`)
  expect(documented.toSorted()).toEqual(declared.toSorted())
  const ids = OPERATIONS.map((operation) => operationIn(document, operation).operationId)
  expect(ids).toEqual(OPERATIONS.map(({ id }) => id))
  expect(new Set(ids).size).toBe(ids.length)
})

test('every reference and every security name leads somewhere', async () => {
  const document = await load()
  const schemes = Object.keys(document.components.securitySchemes)
  let references = 0
  for (const [place, value] of walk(document)) {
    if (typeof value.$ref === 'string') {
      references += 1
      const name = /^#\/components\/schemas\/(\w+)$/.exec(value.$ref)?.[1] ?? ''
      expect(document.components.schemas, place).toHaveProperty(name)
    }
    expect(place.includes('/components/schemas/') && '$id' in value, place).toBe(false)
    if (Array.isArray(value.required)) {
      const { properties = {} } = value as { properties?: object }
      expect(Object.keys(properties), place).toEqual(expect.arrayContaining(value.required))
    }
  }
  expect(references).toBeGreaterThan(20)
  for (const operation of OPERATIONS) {
    for (const one of operationIn(document, operation).security) {
      expect(schemes).toEqual(expect.arrayContaining(Object.keys(one)))
    }
  }
})

test('parameters are complete: those in the path are required and declared once', async () => {
  const document = await load()
  for (const operation of OPERATIONS) {
    const { parameters = [] } = operationIn(document, operation)
    const inPath = parameters.filter((one) => one.in === 'path')
    const wanted = [...operation.path.matchAll(/\{(\w+)\}/g)].map(([, name]) => name)
    expect(inPath.map(({ name }) => name)).toEqual(wanted)
    expect(inPath.every(({ required }) => required)).toBe(true)
    const keys = parameters.map((one) => `${one.in} ${one.name}`)
    expect(new Set(keys).size).toBe(keys.length)
    const key = parameters.find(({ name }) => name === 'Idempotency-Key')
    expect(key && (key.required ? 'required' : 'optional')).toBe(operation.idempotencyKey)
  }
})

test.each(OPERATIONS.map((operation) => [operation.id, operation] as const))(
  '%s documents its answer, its body and all its failures',
  async (_, operation) => {
    const { responses, requestBody } = operationIn(await load(), operation)
    const success = responses[operation.status]
    const { answer, file } = operation
    expect(success?.content !== undefined).toBe((answer ?? file) !== undefined)
    expect(requestBody !== undefined).toBe(operation.body !== undefined)
    for (const [status, { description }] of Object.entries(responses)) {
      expect(status).toMatch(/^[1-5]\d\d$/)
      expect(description).not.toBe('')
    }
    for (const code of failuresOf(operation)) {
      const response = responses[FAILURES[code].status]
      expect(response?.description).toContain(code)
      expect(Object.keys(response?.content ?? {})).toEqual(['application/problem+json'])
    }
    expect(failuresOf(operation)).toEqual(expect.arrayContaining([...operation.failures]))
  },
)

test('answers that ask for a retry document when, and no others do', async () => {
  const document = await load()
  for (const operation of OPERATIONS) {
    const { responses } = operationIn(document, operation)
    const waits = Object.keys(responses).filter(
      (status) => responses[status]?.headers?.['Retry-After'],
    )
    expect(waits).toEqual(Object.keys(responses).filter((status) => /^(?:429|503)$/.test(status)))
  }
})

test('the reference page shows every operation, schema and code, and runs no script', async () => {
  const { send } = startEdge()
  const response = await send('/api/docs')
  const page = await response.text()
  expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
  expect(page).not.toMatch(/<script|style=|\son\w+=/i)
  const anchors = new Set([...page.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
  for (const { id } of OPERATIONS) expect(anchors).toContain(id)
  for (const name of Object.keys((await load()).components.schemas)) {
    expect(anchors).toContain(`schema-${name}`)
  }
  for (const code of Object.keys(FAILURES)) expect(anchors).toContain(`errors-${code}`)
  for (const [, target] of page.matchAll(/href="#([^"]+)"/g)) expect(anchors).toContain(target)
  const style = await send('/api/docs.css')
  expect(style.headers.get('content-type')).toBe('text/css; charset=utf-8')
})

test("a problem's type is an address that explains its code", async () => {
  const { send } = startEdge()
  const problem = await (await send('/api/nothing', { headers: asClient('ann') })).json()
  const { type, code } = problem as { type: string; code: FailureCode }
  const place = new URL(type, ORIGIN)
  const page = await (await send(place.pathname)).text()
  expect(page).toContain(`id="${place.hash.slice(1)}"`)
  expect(place.hash).toBe(`#errors-${code}`)
})
