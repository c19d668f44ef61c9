// Upstash's REST protocol: commands in JSON or in the path, replies in JSON or in base64.
import { RedisError, type Reply, Status } from './reply.ts'

export interface RestCall {
  kind: 'single' | 'pipeline' | 'multi'
  commands: string[][]
}

export async function readCall(request: Request): Promise<RestCall> {
  const url = new URL(request.url)
  const body = await request.text()
  const path = url.pathname.split('/').filter((part) => part !== '')
  if (path[0] === 'pipeline' || path[0] === 'multi-exec') {
    const commands = parseJson(body)
    if (!Array.isArray(commands)) throw new RedisError('ERR failed to parse pipeline request')
    const kind = path[0] === 'pipeline' ? 'pipeline' : 'multi'
    return { kind, commands: commands.map(toCommand) }
  }
  if (path.length === 0) return { kind: 'single', commands: [toCommand(parseJson(body))] }
  const words = path.map(decodeWord)
  if (body !== '') words.push(body)
  for (const [name, value] of url.searchParams) {
    if (name !== '_token') words.push(name, ...(value === '' ? [] : [value]))
  }
  return { kind: 'single', commands: [words] }
}

function decodeWord(word: string): string {
  try {
    return decodeURIComponent(word)
  } catch {
    throw new RedisError('ERR failed to parse command')
  }
}

function parseJson(body: string): unknown {
  try {
    return JSON.parse(body)
  } catch {
    throw new RedisError('ERR failed to parse command')
  }
}

/** Numbers and booleans in a command are sent to Redis as text. */
function toCommand(value: unknown): string[] {
  if (!Array.isArray(value) || value.length === 0) throw new RedisError('ERR empty command')
  return value.map((word) => (typeof word === 'object' ? JSON.stringify(word) : String(word)))
}

type Encode = (text: string) => string

export function encoderOf(request: Request): Encode {
  const base64 = request.headers.get('upstash-encoding') === 'base64'
  return base64 ? (text) => Buffer.from(text).toString('base64') : (text) => text
}

/** `{result}` or `{error}`. A bare `OK` stays bare: the SDK knows it. */
export function outcome(reply: Reply, encode: Encode): object {
  if (reply instanceof RedisError) return { error: reply.message }
  if (reply instanceof Status && reply.text === 'OK') return { result: 'OK' }
  return { result: encoded(reply, encode) }
}

function encoded(reply: Reply, encode: Encode): unknown {
  if (typeof reply === 'string') return encode(reply)
  if (reply instanceof Status) return encode(reply.text)
  if (reply instanceof RedisError) return encode(reply.message)
  return Array.isArray(reply) ? reply.map((item) => encoded(item, encode)) : reply
}
