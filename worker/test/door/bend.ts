// Bad input, derived from the schemas of an operation: a new field or parameter is bent by itself.
import * as z from 'zod'
import type { Operation } from '../../../shared/api/operation.ts'

interface FieldSchema {
  readonly type?: string
  readonly enum?: readonly string[]
  readonly pattern?: string
  readonly format?: string
  readonly default?: unknown
  readonly minimum?: number
  readonly maximum?: number
  /** Of an object within the body. */
  readonly properties?: Readonly<Record<string, FieldSchema>>
  readonly nullable?: boolean
}
/** A case by its name. */
export type Cases<T> = Record<string, T>
type Body = Readonly<Record<string, unknown>>

export function fieldsOf(schema: z.ZodType): [name: string, field: FieldSchema, needed: boolean][] {
  const { properties = {}, required = [] } = z.toJSONSchema(schema, { io: 'input' })
  return Object.entries(properties).map(([name, property]) => [
    name,
    plain(property as FieldSchema & Choice),
    required.includes(name),
  ])
}

interface Choice {
  readonly anyOf?: readonly FieldSchema[]
}

/** Of "this or null" the this. */
function plain({ anyOf, ...field }: FieldSchema & Choice): FieldSchema {
  const some = anyOf?.find(({ type }) => type !== 'null')
  return some ? { ...field, ...some, nullable: true } : field
}

const HUGE = 'x'.repeat(10_000)

/** JSON texts that no schema may take, each one field away from `good`. */
export function badBodies({ body: schema }: Operation, good: Body): Cases<string> {
  if (!schema) return {}
  const cases: Cases<string> = {}
  for (const [name, field, needed] of fieldsOf(schema)) {
    const { [name]: _, ...rest } = good
    if (needed) cases[`without ${name}`] = JSON.stringify(rest)
    const bent = [...wrongKinds(field), ...wrongValues(field), ...wrongMembers(field, good[name])]
    for (const text of bent) {
      const shown = text.length > 40 ? `${text.slice(0, 40)}...` : text
      cases[`${name} = ${shown}`] = withMember(rest, name, text)
    }
    const twice = withMember(rest, name, JSON.stringify(good[name] ?? 1))
    cases[`${name} twice`] = `${twice.slice(0, -1)},"${name}":[]}`
    cases[`${name.toUpperCase()} besides`] = withMember(good, name.toUpperCase(), '1')
  }
  return { ...cases, ...extraMembers(good), ...noObjects(good) }
}

/** Written by hand: JSON.stringify has no `1e309` and no `__proto__`. */
function withMember(body: Body, name: string, text: string): string {
  const rest = JSON.stringify(body).slice(1, -1)
  return `{${rest}${rest === '' ? '' : ','}"${name}":${text}}`
}

const KINDS: Readonly<Record<string, readonly string[]>> = {
  string: ['""', '"7"', '"NaN"', '"true"'],
  integer: ['7', '0.5', '1e309'],
  boolean: ['true', 'false'],
  array: ['[]', '["starter"]', '[[[[]]]]'],
  object: ['{}', '{"length":1}', '{"toString":null}', '{"$ne":null}'],
}

function wrongKinds({ type, nullable }: FieldSchema): string[] {
  const others = Object.entries(KINDS).filter(([kind]) => kind !== type)
  return [...(nullable ? [] : ['null']), ...others.flatMap(([, texts]) => texts)]
}

/** An object within the body, each one member away from `good`. */
function wrongMembers({ properties = {} }: FieldSchema, good: unknown): string[] {
  const whole = (good ?? {}) as Body
  return Object.entries(properties).flatMap(([name, member]) => {
    const { [name]: _, ...rest } = whole
    const bent = [...wrongKinds(member), ...wrongValues(member)]
    const extra = withMember(whole, 'surprise', '1')
    return [JSON.stringify(rest), extra, ...bent.map((text) => withMember(rest, name, text))]
  })
}

function wrongValues({ type, pattern, format, enum: allowed }: FieldSchema): string[] {
  if (type === 'integer') {
    return ['-1', '-1000000001', '1000000001', '9007199254740992', '1e16', '0.1', '1.0000001']
  }
  if (type !== 'string') return []
  const odd = ['__proto__', '../../x', 'a b', '%00', '\u0000', '\ud800', '😀', 'a\n', `"'<script>`]
  const texts = pattern || format || allowed ? ['', ' ', HUGE, ...odd] : ['', HUGE]
  return texts.map((text) => JSON.stringify(text))
}

function extraMembers(good: Body): Cases<string> {
  const names = ['surprise', 'userId', 'admin', '__proto__', 'constructor', 'prototype', 'toString']
  const more: Cases<string> = {}
  for (const name of names) {
    more[`${name} besides`] = withMember(good, name, '{"admin":true}')
  }
  const many = Object.fromEntries(Array.from({ length: 2000 }, (_, i) => [`field${i}`, i]))
  return { ...more, 'two thousand members besides': JSON.stringify({ ...good, ...many }) }
}

function noObjects(good: Body): Cases<string> {
  const deep = 30_000
  return {
    'no text at all': '',
    null: 'null',
    'a text': '"starter"',
    'a number': '7',
    'an empty list': '[]',
    'itself in a list': JSON.stringify([good]),
    'itself as a text': JSON.stringify(JSON.stringify(good)),
    'half of it': JSON.stringify(good).slice(0, -3),
    'it and more': `${JSON.stringify(good)}{}`,
    NaN: 'NaN',
    'no JSON': '<xml/>',
    'single quotes': JSON.stringify(good).replaceAll('"', "'"),
    'a comma too many': `${JSON.stringify(good).slice(0, -1)},}`,
    'a mark of byte order': `\ufeff${JSON.stringify(good)}`,
    'deep lists': '['.repeat(deep) + ']'.repeat(deep),
    'deep objects': `${'{"a":'.repeat(5_000)}1${'}'.repeat(5_000)}`,
  }
}

/** Query strings that must be refused, each one parameter away from `good`. */
export function badQueries({ query: schema }: Operation, good: Record<string, string>): string[] {
  if (!schema) return []
  const bent = fieldsOf(schema).flatMap(([name, field]) => {
    const { [name]: _, ...rest } = good
    const values = field.type === 'string' || field.enum ? wrongTexts(field) : wrongNumbers(field)
    const [first = '1'] = field.enum ?? []
    const twice = `${name}=${good[name] ?? first}&${name}=${good[name] ?? first}`
    return [...values.map((value) => `${name}=${encodeURIComponent(value)}`), twice].map((text) =>
      joined(rest, text),
    )
  })
  const extra = [
    'surprise=1',
    ...('userId' in schema.shape ? [] : ['userId=admin']),
    'LIMIT=5',
    'constructor=1',
    '__proto__=1',
    'limit%5B%5D=5',
  ]
  return [...bent, ...extra.map((text) => joined(good, text))]
}

const joined = (rest: Record<string, string>, text: string): string =>
  `?${[new URLSearchParams(rest).toString(), text].filter(Boolean).join('&')}`

function wrongNumbers({ maximum = 0 }: FieldSchema): string[] {
  const words = ['', ' ', 'ten', 'NaN', 'Infinity', 'null', 'true', '{}', '1,2', '1;drop']
  return [...words, '0', '-1', '1.5', `${maximum + 1}`, '1e309', '9007199254740992', '%zz']
}

function wrongTexts({ enum: allowed, format }: FieldSchema): string[] {
  const odd = ['', ' ', '__proto__', '\u0000', 'x'.repeat(2000)]
  if (allowed) {
    const near = [(allowed[0] ?? '').toUpperCase(), `${allowed[0]},`]
    return [...odd, 'nothing', ...near.filter((value) => !allowed.includes(value))]
  }
  if (format !== 'date-time') return ['', 'x'.repeat(2000)]
  const zone = '2026-01-01T00:00:00+02:00'
  const odder = ['yesterday', '2026-01-01', '1767225600', '2026-13-01T00:00:00Z', zone]
  return [...odd, ...odder, '2026-02-30T00:00:00Z', '+275760-09-13T00:00:00Z']
}
