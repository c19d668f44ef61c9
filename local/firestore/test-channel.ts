// A client of the WebChannel as the SDK is one, with every frame at hand.
import { ROOT } from './test-client.ts'

const DATABASE = ROOT.slice(0, -'/documents'.length)

export type Numbered = [id: number, body: unknown[]]
export type Fetch = (url: string, init?: RequestInit) => Promise<Response>

export interface OpenOptions {
  token?: string
  database?: string
  kind?: 'Listen' | 'Write'
}

/** Frames of a text so far: what is whole, and the rest. */
export function unframe(text: string): { arrays: Numbered[]; rest: string } {
  const arrays: Numbered[] = []
  let rest = text
  for (;;) {
    const end = rest.indexOf('\n')
    const length = Number(rest.slice(0, end))
    if (end < 0 || rest.length < end + 1 + length) return { arrays, rest }
    arrays.push(...JSON.parse(rest.slice(end + 1, end + 1 + length)))
    rest = rest.slice(end + 1 + length)
  }
}

export class TestChannel {
  readonly #fetch: Fetch
  readonly #url: string
  readonly id: string
  #rid = 2
  #offset: number

  private constructor(fetch: Fetch, url: string, id: string, offset: number) {
    this.#fetch = fetch
    this.#url = url
    this.id = id
    this.#offset = offset
  }

  static async open(fetch: Fetch, messages: object[], options: OpenOptions = {}) {
    const { token, database = DATABASE, kind = 'Listen' } = options
    const query = `VER=8&database=${encodeURIComponent(database)}`
    const url = `/google.firestore.v1.Firestore/${kind}/channel?${query}`
    const lines = `X-Goog-Api-Client:test\r\n${token ? `Authorization:Bearer ${token}\r\n` : ''}`
    const headers = `headers=${encodeURIComponent(lines)}&`
    const opened = await fetch(`${url}&RID=1&CVER=22`, {
      method: 'POST',
      body: headers + formOf(0, messages),
    })
    const { arrays } = unframe(await opened.text())
    const hello = arrays[0]?.[1] as [string, string]
    return new TestChannel(fetch, url, hello[1], messages.length)
  }

  /** `offset`: of the first message, when it isn't the next one. */
  async send(messages: object[], offset = this.#offset, acknowledged = 0): Promise<number[]> {
    this.#offset = offset + messages.length
    const answer = await this.post(formOf(offset, messages), acknowledged)
    return unframe(await answer.text()).arrays as unknown[] as number[]
  }

  post(body: string, acknowledged = 0): Promise<Response> {
    this.#rid += 1
    const url = `${this.#url}&SID=${this.id}&RID=${this.#rid}&AID=${acknowledged}`
    return this.#fetch(url, { method: 'POST', body })
  }

  /** The open question for news. */
  ask(acknowledged: number, more = 'CI=0', signal?: AbortSignal): Promise<Response> {
    const url = `${this.#url}&SID=${this.id}&RID=rpc&AID=${acknowledged}&TYPE=xmlhttp&${more}`
    return this.#fetch(url, { signal: signal ?? null })
  }

  terminate(): Promise<Response> {
    return this.#fetch(`${this.#url}&SID=${this.id}&RID=99&TYPE=terminate`, { method: 'POST' })
  }

  /** Long polls until there is news that `isLast` calls the last; all of it, in order. */
  async until(isLast: (body: Answered) => boolean, acknowledged = 0): Promise<Answered[]> {
    const bodies: Answered[] = []
    let newest = acknowledged
    for (;;) {
      const { arrays } = unframe(await (await this.ask(newest, 'CI=1')).text())
      for (const [id, [body]] of arrays) {
        newest = id
        if (body !== 'noop') bodies.push(body as Answered)
        if (body !== 'noop' && isLast(body as Answered)) return bodies
      }
    }
  }
}

export interface Answered {
  targetChange?: {
    targetChangeType?: string
    targetIds?: number[]
    cause?: { code: number; message: string }
    resumeToken?: string
  }
  documentChange?: { document: { name: string; fields?: object }; targetIds: number[] }
  documentDelete?: { document: string; removedTargetIds: number[] }
  documentRemove?: { document: string; removedTargetIds: number[] }
  error?: { code: number; status: string; message: string }
  streamToken?: string
  writeResults?: object[]
}

export const isSnapshot = ({ targetChange }: Answered) =>
  targetChange !== undefined && targetChange.targetIds === undefined
export const isRefusal = ({ targetChange }: Answered) => targetChange?.cause !== undefined
export const isError = ({ error }: Answered) => error !== undefined

function formOf(offset: number, messages: readonly object[]): string {
  const maps = messages.map(
    (message, at) => `req${at}___data__=${encodeURIComponent(JSON.stringify(message))}`,
  )
  return [`count=${messages.length}`, `ofs=${offset}`, ...maps].join('&')
}
