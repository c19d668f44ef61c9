// WebChannel, the protocol in which browsers keep a Listen or Write stream open: messages of the
// client are POSTed, answers come in one long GET (or many short ones) that starts again where it
// broke. A session that isn't known is told so; the SDK then opens a new one by itself.
import { callerOf, type TokenKeys } from './callers.ts'
import { type ChannelBounds, ChannelSession, frame } from './channel-session.ts'
import { FirestoreError } from './errors.ts'
import { createListenStream } from './listen-stream.ts'
import type { StreamContext } from './stream.ts'
import { createWriteStream } from './write-stream.ts'

export interface ChannelContext extends Omit<StreamContext, 'root' | 'caller'> {
  keys: TokenKeys | undefined
}

const ROUTE = /^\/google\.firestore\.v1\.Firestore\/(Listen|Write)\/channel$/
const DATABASE = /^projects\/([^/]+)\/databases\/\(default\)$/
const VERSION = 8
const SERVER_VERSION = 12
const REQUEST_CHARACTERS_MAX = 10 * 1024 * 1024
const BOUNDS: ChannelBounds = {
  keepAliveMs: 30_000,
  longPollMs: 25_000,
  idleMs: 60_000,
  sessionsMax: 1000,
  unacknowledgedCharactersMax: 32 * 1024 * 1024,
  responseCharactersMax: 1024 * 1024,
}

/** `listen` or `write`; undefined when the URL is none of a channel's. */
export function channelCall({ pathname }: URL): string | undefined {
  return ROUTE.exec(pathname)?.[1]?.toLowerCase()
}

export class WebChannel {
  readonly #context: ChannelContext
  readonly #bounds: ChannelBounds
  readonly #sessions = new Map<string, ChannelSession>()

  constructor(context: ChannelContext, bounds: Partial<ChannelBounds> = {}) {
    this.#context = context
    this.#bounds = { ...BOUNDS, ...bounds }
  }

  async fetch(request: Request): Promise<Response> {
    const url = new URL(request.url)
    if (url.searchParams.get('VER') !== String(VERSION)) return refusal(400, 'Unknown version')
    const id = url.searchParams.get('SID')
    if (id === null) {
      return request.method === 'POST' ? this.#open(request, url) : refusal(400, 'No session')
    }
    const session = this.#sessions.get(id)
    if (url.searchParams.get('TYPE') === 'terminate') {
      session?.end()
      return text('')
    }
    // These two words make the SDK open a new session instead of trying again.
    if (!session) return refusal(400, 'Unknown SID')
    const acknowledged = numberOf(url, 'AID')
    if (request.method === 'POST') {
      const form = await formOf(request)
      if (!form) return refusal(413, 'The request is too large')
      session.acknowledge(acknowledged)
      session.receive(...mapsOf(form))
      return text(frame(session.status()))
    }
    const longPollMs = url.searchParams.has('TO') ? numberOf(url, 'TO') : undefined
    const isLongPoll = url.searchParams.get('CI') === '1'
    return text(session.attach(acknowledged, isLongPoll, longPollMs))
  }

  close(): void {
    for (const session of [...this.#sessions.values()]) session.end()
  }

  async #open(request: Request, url: URL): Promise<Response> {
    if (this.#sessions.size >= this.#bounds.sessionsMax) return refusal(503, 'Too many sessions')
    const form = await formOf(request)
    if (!form) return refusal(413, 'The request is too large')
    const session = new ChannelSession(this.#bounds, () => this.#sessions.delete(session.id))
    this.#sessions.set(session.id, session)
    try {
      const header = authorizationOf(form) ?? request.headers.get('authorization')
      await this.#start(session, url, header)
    } catch (error) {
      session.fail(error)
    }
    session.receive(...mapsOf(form))
    const hello = ['c', session.id, '', VERSION, SERVER_VERSION, this.#bounds.keepAliveMs]
    return text(frame(JSON.stringify([[0, hello]])))
  }

  async #start(session: ChannelSession, url: URL, header: string | null): Promise<void> {
    const call = channelCall(url) as string
    this.#context.meter.call(call)
    const database = url.searchParams.get('database') ?? ''
    const [, project] = DATABASE.exec(database) ?? []
    if (!project) throw new FirestoreError('NOT_FOUND', `The database ${database} does not exist`)
    const caller = await callerOf(header, project, this.#context.keys)
    const context = { ...this.#context, caller, root: `${database}/documents` }
    const create = call === 'listen' ? createListenStream : createWriteStream
    session.start((send) => create(context, send))
    if (!caller.isAdmin) session.expireAt(caller.expiresAtMs)
  }
}

/** Headers ride in the body, so that the browser needs no preflight. */
function authorizationOf(form: URLSearchParams): string | null {
  const lines = (form.get('headers') ?? '').split('\r\n')
  const line = lines.find((each) => each.toLowerCase().startsWith('authorization:'))
  return line?.slice('authorization:'.length).trim() ?? null
}

/** Undefined when it is too large. */
async function formOf(request: Request): Promise<URLSearchParams | undefined> {
  const body = await request.text()
  return body.length > REQUEST_CHARACTERS_MAX ? undefined : new URLSearchParams(body)
}

/** The number of the first message, and the messages. */
function mapsOf(form: URLSearchParams): [number, string[]] {
  const count = Math.min(Number(form.get('count')) || 0, [...form.keys()].length)
  const maps = Array.from({ length: count }, (_, at) => form.get(`req${at}___data__`) ?? '')
  return [Number(form.get('ofs')) || 0, maps]
}

function numberOf(url: URL, name: string): number {
  return Number(url.searchParams.get(name)) || 0
}

/** nosniff: else a browser waits for enough of a text to guess what it is. */
const HEADERS = {
  'content-type': 'text/plain; charset=utf-8',
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
}
const text = (body: BodyInit) => new Response(body, { headers: HEADERS })
const refusal = (status: number, why: string) =>
  new Response(`Error ${status}: ${why}\n`, { status, headers: HEADERS })
