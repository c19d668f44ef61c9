// The RESP2 wire format: commands out, replies in, whatever pieces the socket delivers.
import { RedisError, type Reply, Status } from './reply.ts'

export function encodeCommands(commands: string[][]): Buffer {
  const parts = commands.flatMap((command) => [
    `*${command.length}\r\n`,
    ...command.map((word) => `$${Buffer.byteLength(word)}\r\n${word}\r\n`),
  ])
  return Buffer.from(parts.join(''))
}

export interface RespReader {
  /** The replies that are complete now; throws on what isn't RESP2. */
  push(chunk: Buffer): Reply[]
}

export function createRespReader(): RespReader {
  let pending: Buffer = Buffer.alloc(0)
  return {
    push(chunk) {
      pending = Buffer.concat([pending, chunk])
      const replies: Reply[] = []
      for (;;) {
        const found = readReply(pending, 0)
        if (!found) return replies
        replies.push(found.reply)
        pending = pending.subarray(found.end)
      }
    },
  }
}

interface Found {
  reply: Reply
  end: number
}

function readReply(buffer: Buffer, start: number): Found | undefined {
  const lineEnd = buffer.indexOf('\r\n', start)
  if (lineEnd === -1) return undefined
  const line = buffer.toString('utf8', start + 1, lineEnd)
  const end = lineEnd + 2
  switch (String.fromCharCode(buffer[start] ?? 0)) {
    case '+':
      return { reply: new Status(line), end }
    case '-':
      return { reply: new RedisError(line), end }
    case ':':
      return { reply: Number(line), end }
    case '$':
      return readBulk(buffer, end, Number(line))
    case '*':
      return readArray(buffer, end, Number(line))
    default:
      throw new Error('the server does not speak RESP2')
  }
}

function readBulk(buffer: Buffer, start: number, bytes: number): Found | undefined {
  if (bytes === -1) return { reply: null, end: start }
  const end = start + bytes + 2
  if (buffer.length < end) return undefined
  return { reply: buffer.toString('utf8', start, start + bytes), end }
}

function readArray(buffer: Buffer, start: number, count: number): Found | undefined {
  if (count === -1) return { reply: null, end: start }
  const reply: Reply[] = []
  let end = start
  for (let n = 0; n < count; n += 1) {
    const item = readReply(buffer, end)
    if (!item) return undefined
    reply.push(item.reply)
    end = item.end
  }
  return { reply, end }
}
