// Copies of a document, each with one field bent into what nothing of ours would write there.
import type { Fields, Value } from '../adapters/firestore/values.ts'

const BENDS: readonly Value[] = [
  { nullValue: null },
  { doubleValue: 1.5 } as never,
  { stringValue: 'x' },
  { arrayValue: { values: [{ nullValue: null }] } },
  { mapValue: { fields: { at: { nullValue: null } } } },
]

export interface Bent {
  readonly fields: Fields
  /** Where, and into what. */
  readonly what: string
}

/** Each field, however deep. */
export function bentWays(fields: Fields): Bent[] {
  return Object.entries(fields).flatMap(([name, value]) =>
    waysOf(value, name).map(([bent, what]) => ({ fields: { ...fields, [name]: bent }, what })),
  )
}

function waysOf(value: Value, at: string, bends = BENDS): [Value, string][] {
  const own = bends.map((bend): [Value, string] => [bend, `${at}: ${JSON.stringify(bend)}`])
  if ('mapValue' in value) {
    const { fields = {} } = value.mapValue
    const inner = bentWays(fields).map((bent): [Value, string] => [
      { mapValue: { fields: bent.fields } },
      `${at}.${bent.what}`,
    ])
    return [...own, ...inner]
  }
  if (!('arrayValue' in value)) return own
  const { values = [] } = value.arrayValue
  const inner = values.flatMap((each, n) =>
    // No list is in a list: the database refuses it.
    waysOf(
      each,
      `${at}[${n}]`,
      BENDS.filter((bend) => !('arrayValue' in bend)),
    ).map(([bent, what]): [Value, string] => [
      { arrayValue: { values: values.with(n, bent) } },
      what,
    ]),
  )
  return [...own, ...inner]
}

/** The end of a name that was drawn by lot, or hashed. */
export const TAIL = /[A-Za-z0-9]{6}(?=(?:_v\d+)?$)/

interface Stored {
  readonly path: string
  readonly fields: Fields
}

/** The same under another name, wherever that stands in it. */
export function copyOf({ path, fields }: Stored, part: RegExp, n: number): Stored {
  const [name = ''] = part.exec(path) ?? []
  const to = part === TAIL ? n.toString(16).padStart(name.length, '0') : `${name}-${n}`
  const text = JSON.stringify(fields).replaceAll(name, to)
  return { path: path.replace(name, to), fields: JSON.parse(text) as Fields }
}
