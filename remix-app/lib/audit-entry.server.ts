// What one entry of the audit log says, for people: what it is of, and what differs from before.
import type { AuditEntryView } from '../../shared/api/audit.ts'
import type { SearchHit } from '../../shared/api/console.ts'
import { ACTIONS } from '../words/console-audit.ts'
import { PACKAGES_PATH, pathOfHit } from './console-paths.ts'
import type { Format } from './format.ts'

export interface Told {
  readonly text: string
  /** Of a time, as it stands in the books. */
  readonly utc?: string
}
export interface Difference {
  readonly name: string
  /** null: there was nothing. */
  readonly was: Told | null
  readonly is: Told | null
}
export interface EntryLine {
  readonly seq: number
  readonly sound: boolean
  /** null: it is missing. */
  readonly action: string | null
  readonly at: string | null
  readonly target: string | null
  readonly to: string | null
  readonly words: string | null
  readonly made: boolean
  readonly changes: readonly Difference[]
}

export function entryLine(entry: AuditEntryView, format: Format): EntryLine {
  const { seq, sound, action, at, target, words, before, after } = entry
  return {
    ...{ seq, sound, at, target, words },
    action: action && (ACTIONS[action] ?? action),
    to: action && target ? pathOf(action, target) : null,
    made: before === null,
    changes: differences(before, after, format),
  }
}

const KINDS: Readonly<Record<string, SearchHit['kind']>> = {
  package: 'package',
  prediction: 'prediction',
  payout: 'prediction',
  purchase: 'purchase',
  ruling: 'purchase',
  refund: 'purchase',
  adjustment: 'adjustment',
  user: 'user',
  flag: 'case',
  deadLetter: 'dead_letter',
}

function pathOf(action: string, target: string): string | null {
  if (action === 'package.order') return PACKAGES_PATH
  const [area = ''] = action.split('.')
  const kind = KINDS[area]
  // A payout is named after its prediction and the resolution.
  const id = area === 'payout' ? target.replace(/_v\d+$/, '') : target
  return kind ? pathOfHit({ kind, id }) : null
}

/** Field by field, those inside others by all their names; what stayed as it was is left out. */
export function differences(before: unknown, after: unknown, format: Format): Difference[] {
  const [was, is] = [fieldsOf(before), fieldsOf(after)]
  const names = [...new Set([...was.keys(), ...is.keys()])]
  return names
    .filter((name) => was.get(name) !== is.get(name))
    .map((name) => ({
      name: inWords(name),
      was: told(name, was.get(name), format),
      is: told(name, is.get(name), format),
    }))
}

type Leaf = string | number | boolean | null
const NAMELESS = 'value'

function fieldsOf(value: unknown, name = ''): Map<string, Leaf> {
  if (value === undefined || value === null) return new Map()
  if (typeof value !== 'object') return new Map([[name || NAMELESS, value as Leaf]])
  const inner = Object.entries(value).flatMap(([key, each]) => [
    ...fieldsOf(each, name ? `${name}.${key}` : key),
  ])
  return new Map(inner)
}

const MICROS_FROM = 1e15
const TIMES = /(?:At|Until|^at|\.at|until)$/

function told(name: string, value: Leaf | undefined, format: Format): Told | null {
  if (value === undefined || value === null || value === '') return null
  if (typeof value !== 'number') return { text: String(value) }
  if (TIMES.test(name) && value >= MICROS_FROM) {
    const utc = new Date(value / 1000).toISOString()
    return { text: format.instant(utc), utc }
  }
  if (/Cents$/.test(name)) return { text: format.usd(value) }
  if (/Bps/.test(name)) return { text: format.odds(value) }
  return { text: format.tokens(value) }
}

/** `oddsBps.yes` is "odds yes". */
const inWords = (name: string): string =>
  name
    .replace(/(?:Bps|Cents)\b/g, '')
    .replaceAll('.', ' ')
    .replace(/([a-z])([A-Z])/g, '$1 $2')
    .toLowerCase()
