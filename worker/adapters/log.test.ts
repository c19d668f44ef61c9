import { describe, expect, test } from 'vitest'
import { Outage } from '../../shared/failure.ts'
import { type Console, captureConsole, createLog } from './log.ts'

function start() {
  const lines: [level: string, line: string][] = []
  const write = (level: string) => (line: string) => void lines.push([level, line])
  const out: Console = { log: write('log'), warn: write('warn'), error: write('error') }
  const log = createLog({ requestId: 'request-1' }, out)
  const last = () => JSON.parse(lines.at(-1)?.[1] ?? '') as Record<string, unknown>
  return { log, lines, last }
}

test('a line is one JSON object at its level, with the fields of its request', () => {
  const { log, lines, last } = start()
  log.info('request', { status: 200, tokens: 500 })
  expect(last()).toEqual({
    level: 'info',
    event: 'request',
    requestId: 'request-1',
    status: 200,
    tokens: 500,
  })
  log.warn('a\nb')
  log.error('c')
  expect(lines.map(([level]) => level)).toEqual(['log', 'warn', 'error'])
  expect(lines.every(([, line]) => !line.includes('\n'))).toBe(true)
})

const JWT = 'eyJhbGciOiJSUzI1NiJ9.eyJzdWIiOiJhbm4ifQ.c2lnbmF0dXJl'
const SECRETS = [
  JWT,
  'sk_live_abc123',
  'rk_test_abc123',
  'whsec_abc/def=',
  'Bearer abcdef',
  'ya29.abcdef',
  'ann.lee+kai@mail.example.test',
  '-----BEGIN PRIVATE KEY-----\nMIIE\n-----END PRIVATE KEY-----',
  `-----BEGIN PRIVATE KEY-----\n${'MIIE'.repeat(2000)}\n-----END PRIVATE KEY-----`,
]

// Logs are read by many, kept for long and sent to others: a credential in them is a breach.
test.each(SECRETS)('%s never gets out, wherever it stands', (secret) => {
  const { log, lines } = start()
  log.warn(secret)
  log.warn('x', { text: `before ${secret} after`, deep: { list: [{ secret }] } })
  log.error('x', { error: new Error(`failed with ${secret}`, { cause: new Error(secret) }) })
  const beginning = JSON.stringify(secret).slice(1, 41).replace(/"$/, '')
  for (const [, line] of lines) expect(line).not.toContain(beginning)
})

test('fields that hold credentials are cut out by name', () => {
  const { log, last } = start()
  const fields = { idToken: 'x', password: 'x', Cookie: 'x', idempotencyKey: 'x', apiKey: 'x' }
  log.info('x', { ...fields, email: 'x', signature: 'x', stripeSecret: 'x' })
  const values = Object.entries(last()).filter(([name]) => !/^(level|event|requestId)$/.test(name))
  expect(values.map(([, value]) => value)).toEqual(values.map(() => '[redacted]'))
})

test('an error is its name, code and place, without its message', () => {
  const { log, last } = start()
  const cause = new TypeError('user text')
  log.error('x', { error: new Outage('STORE_BUSY', 'user text', { cause }) })
  expect(last().error).toMatchObject({
    name: 'Outage',
    code: 'STORE_BUSY',
    at: expect.arrayContaining([expect.stringContaining('log.test.ts')]),
    cause: { name: 'TypeError' },
  })
  expect(JSON.stringify(last())).not.toContain('user text')
})

test('a line is bounded, and odd values do not break it', () => {
  const { log, lines, last } = start()
  const circle: Record<string, unknown> = {}
  circle.self = circle
  log.info('x', {
    circle,
    long: 'l'.repeat(5000),
    list: Array(500).fill(1),
    big: 5n,
    no: undefined,
  })
  expect(last()).toMatchObject({ big: '5' })
  expect(lines[0]?.[1].length).toBeLessThan(1000)
})

// A library's own print would carry whatever it was sent past the redaction.
describe('what a library prints', () => {
  function capture() {
    const lines: [level: string, line: string][] = []
    const write =
      (level: string) =>
      (...said: unknown[]) =>
        void lines.push([level, String(said)])
    const out = { log: write('log'), warn: write('warn'), error: write('error') }
    captureConsole(out)
    return { out, lines }
  }

  test('is a line of ours at its level, without credentials', () => {
    const { out, lines } = capture()
    out.error('Query failed:', new TypeError(`refused ${JWT}`), JWT)
    out.log('plain')
    expect(lines.map(([level]) => level)).toEqual(['error', 'log'])
    const [failed, plain] = lines.map(([, line]) => JSON.parse(line))
    expect(failed).toMatchObject({
      level: 'error',
      event: 'printed',
      said: ['Query failed:', { name: 'TypeError' }, '[redacted]'],
    })
    expect(plain).toEqual({ level: 'info', event: 'printed', said: ['plain'] })
    expect(lines.flat().join()).not.toContain(JWT)
  })

  test('leaves our own lines as they are', () => {
    const { out, lines } = capture()
    createLog({ requestId: 'request-1' }, out).warn('outage', { code: 'STORE_BUSY' })
    const line = { level: 'warn', event: 'outage', requestId: 'request-1', code: 'STORE_BUSY' }
    expect(lines).toEqual([['warn', JSON.stringify(line)]])
  })
})
