// OpenAPI 3.1, made from the contract: what the server checks is what the document says.
import * as z from 'zod'
import { OPERATIONS } from '../../shared/api/contract.ts'
import type { Operation } from '../../shared/api/operation.ts'
import { PROBLEM_TYPE } from '../../shared/api/problem.ts'
import { FAILURES, type FailureCode } from '../../shared/failure.ts'
import { failuresOf } from './failures-of.ts'
import { nameOf, schemas } from './schemas.ts'
import { SESSION_COOKIE } from './session-cookie.ts'

type Json = Record<string, unknown>

const TITLE = 'KAI Wallet API'
const DESCRIPTION =
  'Prepaid tokens: packages, purchases and the wallet. Errors are problem+json with a stable code.'
const KEY_PARAMETER: Json = {
  name: 'Idempotency-Key',
  in: 'header',
  description: 'New for each intent, the same for each retry of it; promised for 30 days',
  schema: { type: 'string', pattern: '^[\\x21-\\x7e]{1,255}$' },
}

const ROWS: Json = {
  description: 'How many rows are looked through for the file: for progress',
  schema: { type: 'integer', minimum: 0 },
}

export function openApi(version: string): Json {
  const paths: Record<string, Json> = {}
  for (const operation of OPERATIONS) {
    const item = paths[operation.path] ?? {}
    item[operation.method.toLowerCase()] = operationObject(operation)
    paths[operation.path] = item
  }
  return {
    openapi: '3.1.0',
    info: { title: TITLE, version, description: DESCRIPTION },
    servers: [{ url: '/' }],
    paths,
    components: { schemas: schemas(), securitySchemes: securitySchemes() },
  }
}

function operationObject(operation: Operation): Json {
  const { id, summary, body, params, query, idempotencyKey } = operation
  const parameters = [
    ...(params ? parametersOf(params, 'path') : []),
    ...(query ? parametersOf(query, 'query') : []),
    ...(idempotencyKey ? [{ ...KEY_PARAMETER, required: idempotencyKey === 'required' }] : []),
  ]
  return {
    operationId: id,
    summary,
    tags: [operation.path.split('/')[2] ?? 'api'],
    ...(parameters.length > 0 && { parameters }),
    ...(body && { requestBody: { required: true, content: content('application/json', body) } }),
    responses: responsesOf(operation),
    security: securityOf(operation),
  }
}

function parametersOf(schema: z.ZodObject, place: 'path' | 'query'): Json[] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => ({
    name,
    in: place,
    required: place === 'path' || required.includes(name),
    schema: property,
  }))
}

function responsesOf(operation: Operation): Json {
  const { status, answer, file, idempotencyKey } = operation
  const replayed = {
    description: '`true` when this is the first answer again',
    schema: { type: 'string', enum: ['true'] },
  }
  const responses: Json = {
    [status]: {
      description: status === 204 ? 'Done' : 'The answer',
      headers: {
        'x-request-id': { description: 'Names this request', schema: { type: 'string' } },
        ...(idempotencyKey && { 'Idempotency-Replayed': replayed }),
        ...(file && { 'x-row-count': ROWS }),
      },
      ...(answer && { content: content('application/json', answer) }),
      ...(file && { content: { [file]: { schema: { type: 'string' } } } }),
    },
  }
  const failures = failuresOf(operation)
  for (const failed of new Set(failures.map((code) => FAILURES[code].status))) {
    const codes = failures.filter((code) => FAILURES[code].status === failed)
    responses[failed] = failureResponse(failed, codes)
  }
  return responses
}

function failureResponse(status: number, codes: readonly FailureCode[]): Json {
  const wait = { description: 'Seconds to wait', schema: { type: 'integer', minimum: 1 } }
  const waits = status === 429 || codes.some((code) => status === 503 && FAILURES[code].retryable)
  return {
    description: codes.map((code) => `\`${code}\`: ${FAILURES[code].title}`).join('; '),
    ...(waits && { headers: { 'Retry-After': wait } }),
    content: { [PROBLEM_TYPE]: { schema: { $ref: '#/components/schemas/Problem' } } },
  }
}

function content(mediaType: string, schema: z.ZodType): Json {
  return { [mediaType]: { schema: { $ref: `#/components/schemas/${nameOf(schema)}` } } }
}

function securityOf({ caller }: Operation): Json[] {
  if (caller === 'user' || caller === 'admin') return [{ idToken: [] }, { session: [] }]
  return caller === 'stripe' ? [{ stripeSignature: [] }] : []
}

function securitySchemes(): Json {
  return {
    idToken: {
      type: 'http',
      scheme: 'bearer',
      bearerFormat: 'JWT',
      description: 'A Firebase ID token',
    },
    session: {
      type: 'apiKey',
      in: 'cookie',
      name: SESSION_COOKIE,
      description: 'Of `POST /api/session`; unsafe methods need a same-origin `Origin`',
    },
    stripeSignature: { type: 'apiKey', in: 'header', name: 'stripe-signature' },
  }
}
