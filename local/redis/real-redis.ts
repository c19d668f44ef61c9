// The same REST door over a real Redis (REDIS_URL): one connection, opened when first needed and
// again after it broke; what was under way then fails.
import { connect, type Socket } from 'node:net'
import { type Backend, RedisError, type Reply } from './reply.ts'
import { createRespReader, encodeCommands } from './resp.ts'
import { sha1, withoutShebang } from './script-source.ts'

const CONNECT_MS_MAX = 2000

interface Waiting {
  count: number
  replies: Reply[]
  resolve(replies: Reply[]): void
  reject(error: Error): void
}

export function createRealRedis(redisUrl: string): Backend {
  const url = new URL(redisUrl)
  if (url.protocol !== 'redis:') throw new Error(`REDIS_URL: ${url.protocol} isn't supported`)
  /** Redis refuses Upstash's first line, so its sha of a script differs from the SDK's. */
  const stripped = new Map<string, string>()
  let line: Promise<Line> | undefined

  async function send(commands: string[][]): Promise<Reply[]> {
    if (commands.length === 0) return []
    line ??= open()
    return (await line).send(commands)
  }

  function open(): Promise<Line> {
    const opened = openLine(url, () => {
      if (line === opened) line = undefined
    })
    return opened
  }

  return {
    run: (commands) => send(commands.map((command) => translate(command, stripped))),
    async multi(commands) {
      const translated = commands.map((command) => translate(command, stripped))
      const replies = await send([['MULTI'], ...translated, ['EXEC']])
      const last = replies.at(-1)
      if (last instanceof RedisError) throw last
      return Array.isArray(last) ? last : []
    },
    async close() {
      const open = line
      line = undefined
      await open?.then(
        ({ end }) => end(),
        () => {},
      )
    },
  }
}

function translate(command: string[], stripped: Map<string, string>): string[] {
  const [name = '', first = '', second = '', ...rest] = command
  const verb = name.toLowerCase()
  if (verb === 'eval') {
    return [name, strip(first, stripped), ...command.slice(2)]
  }
  if (verb === 'evalsha') {
    return [name, stripped.get(first) ?? first, ...command.slice(2)]
  }
  if (verb !== 'script') return command
  if (/^load$/i.test(first)) return [name, first, strip(second, stripped), ...rest]
  if (/^exists$/i.test(first)) {
    return [name, first, ...command.slice(2).map((sha) => stripped.get(sha) ?? sha)]
  }
  return command
}

function strip(script: string, stripped: Map<string, string>): string {
  const plain = withoutShebang(script)
  if (plain !== script) stripped.set(sha1(script), sha1(plain))
  return plain
}

interface Line {
  send(commands: string[][]): Promise<Reply[]>
  end(): void
}

async function openLine(url: URL, onBroken: () => void): Promise<Line> {
  const socket = connect({ host: url.hostname, port: Number(url.port || 6379), noDelay: true })
  const waiting: Waiting[] = []
  const fail = (error: Error) => {
    onBroken()
    for (const one of waiting.splice(0)) one.reject(error)
    socket.destroy()
  }
  const reader = createRespReader()
  socket.on('data', (chunk) => {
    try {
      for (const reply of reader.push(chunk)) deliver(waiting, reply)
    } catch (error) {
      fail(error as Error)
    }
  })
  socket.on('error', fail)
  socket.on('close', () => fail(new Error('the connection to Redis was closed')))
  const send = (commands: string[][]) =>
    new Promise<Reply[]>((resolve, reject) => {
      if (socket.destroyed) return reject(new Error('the connection to Redis was closed'))
      waiting.push({ count: commands.length, replies: [], resolve, reject })
      socket.write(encodeCommands(commands))
    })
  await connected(socket)
  await introduce(url, send)
  return { send, end: () => socket.destroy() }
}

function deliver(waiting: Waiting[], reply: Reply): void {
  const first = waiting[0]
  if (!first) return
  first.replies.push(reply)
  if (first.replies.length < first.count) return
  waiting.shift()
  first.resolve(first.replies)
}

function connected(socket: Socket): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.destroy(new Error(`no connection to Redis in ${CONNECT_MS_MAX} ms`))
    }, CONNECT_MS_MAX)
    socket.once('connect', () => {
      clearTimeout(timer)
      resolve()
    })
    socket.once('close', () => {
      clearTimeout(timer)
      reject(new Error('Redis cannot be reached'))
    })
  })
}

async function introduce(url: URL, send: Line['send']): Promise<void> {
  const commands: string[][] = []
  const user = url.username ? [decodeURIComponent(url.username)] : []
  if (url.password) commands.push(['AUTH', ...user, decodeURIComponent(url.password)])
  const database = url.pathname.slice(1)
  if (database) commands.push(['SELECT', database])
  if (commands.length === 0) return
  for (const reply of await send(commands)) if (reply instanceof RedisError) throw reply
}
