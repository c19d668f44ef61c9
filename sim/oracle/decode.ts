// Stored documents as plain objects, by a reader of its own: the product's codec is under test too.
import { demand } from '../violation.ts'

export type Plain = Record<string, unknown>
type Wire = Record<string, unknown>

/** Times in microseconds. I4: no doubles, and no integer that JavaScript can't hold. */
export function plainOf(body: string, path: string): Plain {
  return fieldsOf(JSON.parse(body) as Record<string, Wire>, path)
}

function fieldsOf(fields: Record<string, Wire>, path: string): Plain {
  const plain: Plain = {}
  for (const name in fields) plain[name] = plainValue(fields[name] as Wire, path)
  return plain
}

function plainValue(value: Wire, path: string): unknown {
  for (const type in value) {
    const given = value[type]
    switch (type) {
      case 'nullValue':
        return null
      case 'stringValue':
      case 'booleanValue':
        return given
      case 'integerValue':
        return integerOf(given as string, path)
      case 'timestampValue':
        return microsOf(given as string)
      case 'mapValue':
        return fieldsOf((given as { fields?: Record<string, Wire> }).fields ?? {}, path)
      case 'arrayValue':
        return ((given as { values?: Wire[] }).values ?? []).map((each) => plainValue(each, path))
      default:
        demand('I4', false, () => `${path} holds a ${type}`)
    }
  }
  return undefined
}

function integerOf(text: string, path: string): number {
  const number = Number(text)
  demand('I4', Number.isSafeInteger(number), () => `${path} holds ${text}`)
  return number
}

function microsOf(instant: string): number {
  const [, seconds = '', fraction = ''] = /^(.*?)(?:\.(\d+))?Z$/.exec(instant) ?? []
  return Date.parse(`${seconds}Z`) * 1000 + Number(fraction.padEnd(6, '0'))
}
