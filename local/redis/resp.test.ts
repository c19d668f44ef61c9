// A reply cut in two by the network must not be taken for another reply.
import fc from 'fast-check'
import { expect, test } from 'vitest'
import { RedisError, type Reply, Status } from './reply.ts'
import { createRespReader, encodeCommands } from './resp.ts'

const simple = fc.string().map((text) => text.replace(/[\r\n]/g, ''))
const { replies } = fc.letrec<{ reply: Reply; replies: Reply[] }>((tie) => ({
  reply: fc.oneof(
    { depthSize: 'small' },
    fc.string({ unit: 'binary' }),
    fc.integer(),
    fc.constant(null),
    simple.map((text) => new Status(text)),
    simple.map((text) => new RedisError(text)),
    tie('replies'),
  ),
  replies: fc.array(tie('reply'), { maxLength: 5 }),
}))

function wire(reply: Reply): string {
  if (reply === null) return '$-1\r\n'
  if (typeof reply === 'number') return `:${reply}\r\n`
  if (typeof reply === 'string') return `$${Buffer.byteLength(reply)}\r\n${reply}\r\n`
  if (Array.isArray(reply)) return `*${reply.length}\r\n${reply.map(wire).join('')}`
  return reply instanceof Status ? `+${reply.text}\r\n` : `-${reply.message}\r\n`
}

test('replies come out whole and in order, wherever the bytes were cut', () => {
  fc.assert(
    fc.property(replies, fc.array(fc.nat(200), { maxLength: 8 }), (sent, cuts) => {
      const bytes = Buffer.from(sent.map(wire).join(''))
      const at = [0, ...cuts.map((cut) => cut % (bytes.length + 1)), bytes.length]
      at.sort((a, b) => a - b)
      const reader = createRespReader()
      const read = at.slice(1).flatMap((end, n) => reader.push(bytes.subarray(at[n], end)))
      // Through the wire form: lone surrogates become U+FFFD on the way.
      expect(read.map(wire).join('')).toBe(bytes.toString())
    }),
  )
})

test('commands are counted in bytes, not in characters', () => {
  const bytes = encodeCommands([['SET', 'k', 'é'], ['PING']])
  expect(bytes.toString()).toBe('*3\r\n$3\r\nSET\r\n$1\r\nk\r\n$2\r\né\r\n*1\r\n$4\r\nPING\r\n')
})

test('a port that is not Redis is an error, not an endless wait', () => {
  expect(() => createRespReader().push(Buffer.from('HTTP/1.1 400\r\n'))).toThrow('RESP2')
})
