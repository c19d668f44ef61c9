// Answers without what differs by nature: instants, chosen ids, page tokens, words of errors.
import { createHash } from 'node:crypto'
import type { CompositeIndex } from '../indexes.ts'
import { ROOT } from '../test-client.ts'
import { parseTimestamp } from '../timestamps.ts'

export interface Answer {
  code: number
  body?: unknown
  /** Of an error: its status, and whether its body is wrapped in a list. */
  status?: string
  isList?: true
  /** What an index or a feature is missing for, where the status alone doesn't say. */
  says?: string
  /** For people; nobody promises these words. */
  message?: string
}

const TEXT_SHOWN_MAX = 80
const AUTO_ID = /\/[A-Za-z0-9]{20}$/
const FEATURE = / is not part of the local Firestore$/
const INDEX = /^The query requires an index\. Add to firestore\.indexes\.json: /
/** Google's emulator quotes the instants that it compares. */
const MICROS = /\b\d{16}\b/g
const RECENT_MICROS = 86_400_000_000n

export class Normaliser {
  pageToken = ''
  readonly #instants = new Map<bigint, string>()
  #newest = 0n

  async answer(response: Response): Promise<Answer> {
    const text = await response.text()
    const code = response.status
    const body = parsed(text)
    const [first] = [body].flat() as ({ error?: ErrorBody } | undefined)[]
    if (code === 200) return { code, body: this.#value('', body) }
    if (!first?.error) return { code, body: 'no error body' }
    const { status = '', message = '' } = first.error
    const isList = Array.isArray(body) && { isList: true as const }
    const says = saidBy(message)
    return {
      code,
      status,
      ...isList,
      ...(says && { says }),
      message: short(message.replace(MICROS, 'then')),
    }
  }

  #value(key: string, value: unknown): unknown {
    if (Array.isArray(value)) return this.#list(value)
    if (typeof value === 'string') return this.#text(key, value)
    if (Object.is(value, -0)) return '-0'
    if (typeof value !== 'object' || value === null) return value
    const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
    // Times of writes first, so that they are numbered in the order in which they were made.
    entries.sort(([a], [b]) => Number(b === 'commitTime') - Number(a === 'commitTime'))
    return Object.fromEntries(entries.map(([name, inner]) => [name, this.#value(name, inner)]))
  }

  /** The service may answer a batchGet in any order. */
  #list(values: unknown[]): unknown[] {
    const list = values.map((each) => this.#value('', each))
    const isBatch = list.some(
      (each) => each instanceof Object && ('found' in each || 'missing' in each),
    )
    return isBatch ? list.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1)) : list
  }

  #text(key: string, text: string): string {
    if (key === 'readTime') return parseTimestamp(text) > 0n ? 'now' : text
    if (/^(?:commit|create|update)Time$/.test(key)) return this.#instant(text)
    if (key === 'timestampValue') return requestTime(text)
    if (key === 'nextPageToken') {
      this.pageToken = text
      return 'a token'
    }
    const named = text.replace(`${ROOT}/`, '~/')
    return short(key === 'name' ? named.replace(AUTO_ID, '/auto') : named)
  }

  /** Stored instants become numbers: t1 is the first that was met, and each is above the last. */
  #instant(text: string): string {
    const micros = parseTimestamp(text)
    const known = this.#instants.get(micros)
    if (known) return known
    const label = micros > this.#newest ? `t${this.#instants.size + 1}` : 'before all others'
    if (micros > this.#newest) this.#newest = micros
    this.#instants.set(micros, label)
    return label
  }
}

interface ErrorBody {
  status?: string
  message?: string
}

/** The feature that is not there, or the fields of the index. */
function saidBy(message: string): string | undefined {
  if (FEATURE.test(message)) return message.replace(FEATURE, '')
  if (!INDEX.test(message)) return undefined
  const { collectionGroup, fields } = JSON.parse(message.replace(INDEX, '')) as CompositeIndex
  const modes = fields.map(({ fieldPath, order, arrayConfig }) => {
    return `${fieldPath} ${order === 'DESCENDING' ? 'desc' : order ? 'asc' : arrayConfig}`
  })
  return `index of ${collectionGroup}: ${modes.join(', ')}`
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** REQUEST_TIME has milliseconds; fixed instants of the cases lie far away. */
function requestTime(text: string): string {
  const micros = parseTimestamp(text)
  const distance = micros - BigInt(Date.now()) * 1000n
  const isRecent = distance > -RECENT_MICROS && distance < RECENT_MICROS
  if (!isRecent) return text
  return micros % 1000n === 0n ? 'request time' : 'request time with microseconds'
}

function short(text: string): string {
  if (text.length <= TEXT_SHOWN_MAX) return text
  const digest = createHash('sha256').update(text).digest('hex').slice(0, 8)
  return `${text.slice(0, TEXT_SHOWN_MAX / 2)}... (${text.length}, ${digest})`
}
