// One of the two servers: is brought into a state, asked, and its answers made comparable.
import { name, ROOT } from '../test-client.ts'
import { STALE, type Step } from './case.ts'
import { type Answer, Normaliser } from './normal.ts'

export type Send = (request: Request) => Promise<Response>

interface Listed {
  documents?: unknown[]
  nextPageToken?: string
}

const ORIGIN = 'http://localhost'
const JSON_TYPE = 'application/json'

export class Side {
  readonly #send: Send
  readonly #origin: string
  readonly #normal = new Normaliser()

  constructor(send: Send, origin = ORIGIN) {
    this.#send = send
    this.#origin = origin
  }

  async clear(): Promise<void> {
    await this.#fetch('DELETE', `/emulator/v1/${ROOT}`)
  }

  async ask(step: Step): Promise<Answer> {
    const [method = '', ...rest] = step.call.split(' ')
    const path = await this.#filled(rest.join(' '))
    const body = typeof step.body === 'string' ? step.body : JSON.stringify(step.body)
    const text = body && (await this.#filled(body))
    const isAbsolute = /^\/(?:v1|emulator)\b/.test(path)
    return this.#normal.answer(
      await this.#fetch(method, isAbsolute ? path : `/v1/${ROOT}${path}`, text),
    )
  }

  /** Every document of these collections, as an answer has it. */
  async state(collections: readonly string[]): Promise<unknown[]> {
    const documents: unknown[] = []
    for (const collection of collections) {
      let pageToken = ''
      do {
        const call = `GET /${collection}?pageSize=300&pageToken=${pageToken}`
        const page = (await this.ask({ call })).body as Listed | undefined
        documents.push(...(page?.documents ?? []))
        pageToken = page?.nextPageToken ? this.#normal.pageToken : ''
      } while (pageToken)
    }
    return documents.sort((a, b) => (JSON.stringify(a) < JSON.stringify(b) ? -1 : 1))
  }

  /** Instants and page tokens differ by nature: a request names where they come from. */
  async #filled(text: string): Promise<string> {
    let filled = text.replaceAll('@token', this.#normal.pageToken)
    for (const [placeholder, path = ''] of text.matchAll(/@time:([\w/]+)/g)) {
      filled = filled.replaceAll(placeholder, await this.#updateTime(path))
    }
    return filled
  }

  async #updateTime(path: string): Promise<string> {
    const response = await this.#fetch('GET', `/v1/${name(path)}`)
    return ((await response.json()) as { updateTime?: string }).updateTime ?? STALE
  }

  #fetch(method: string, path: string, body?: string): Promise<Response> {
    const headers = { authorization: 'Bearer owner', 'content-type': JSON_TYPE }
    return this.#send(new Request(this.#origin + path, { method, headers, body: body ?? null }))
  }
}
