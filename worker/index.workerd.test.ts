/// <reference types="@cloudflare/vitest-plugin/types" />
// The three doors in the runtime they are deployed to, with and without what they need.
import {
  createExecutionContext,
  createMessageBatch,
  createScheduledController,
  getQueueResult,
  SELF,
  waitOnExecutionContext,
} from 'cloudflare:test'
import { afterEach, beforeEach, describe, expect, onTestFinished, test, vi } from 'vitest'
import { bindings } from './http/testing.ts'
import worker from './index.ts'
import { DEAD_LETTER_QUEUE } from './jobs/queue.ts'
import { openDoor } from './test/doors.ts'

const lines: Record<string, unknown>[] = []
beforeEach(() => {
  lines.length = 0
  for (const level of ['log', 'warn', 'error'] as const) {
    vi.spyOn(console, level).mockImplementation((line: string) => {
      lines.push(JSON.parse(line))
    })
  }
})
afterEach(() => vi.restoreAllMocks())

const named = (event: string) => lines.filter((line) => line.event === event)

interface Asked {
  readonly verb: string
  readonly body: {
    readonly documents?: string[]
    readonly writes?: { update: { name: string; fields: object } }[]
  }
}

/** Writes down what is asked of Firestore, which holds nothing; the real stand-in needs Node. */
function openFirestore({ down = false } = {}) {
  const asked: Asked[] = []
  const door = openDoor(async (request) => {
    const verb = request.url.slice(request.url.lastIndexOf(':') + 1)
    const body = (await request.json()) as Asked['body']
    asked.push({ verb, body })
    if (down) return Response.json({ error: { status: 'UNAVAILABLE' } }, { status: 503 })
    const at = '2026-01-02T03:04:05.000006Z'
    if (verb === 'runQuery') return Response.json([{ readTime: at }])
    if (verb === 'batchGet') return Response.json(body.documents?.map((missing) => ({ missing })))
    const writeResults = (body.writes ?? []).map(() => ({ updateTime: at }))
    return Response.json({ writeResults, commitTime: at })
  })
  onTestFinished(() => door.close())
  const env = { ...bindings(), FIRESTORE_EMULATOR_HOST: new URL(door.url).host }
  return { asked, env }
}

type Incoming = Parameters<typeof worker.fetch>[0]

async function visit(url: string, env: object): Promise<Response> {
  const context = createExecutionContext()
  const request = new Request(url, { redirect: 'manual' }) as Incoming
  const answer = await worker.fetch(request, env, context)
  await waitOnExecutionContext(context)
  return answer
}

const ALWAYS = {
  'x-content-type-options': 'nosniff',
  'x-frame-options': 'DENY',
  'strict-transport-security': 'max-age=63072000; includeSubDomains',
  'cross-origin-opener-policy': 'same-origin',
  'referrer-policy': 'strict-origin-when-cross-origin',
}

describe('the door for requests', () => {
  // Half a configuration must not sell anything, and must not tell a stranger what is missing.
  test('answers 503 while secrets are missing, and only the log names them', async () => {
    const answer = await SELF.fetch('https://wallet.test/api/wallet/balance')
    const text = await answer.text()
    expect(answer.status).toBe(503)
    expect(JSON.parse(text)).toMatchObject({ code: 'SERVICE_UNAVAILABLE', status: 503 })
    expect(text).not.toMatch(/STRIPE|SECRET|FIREBASE|DATA_KEYS|configur/i)
    expect(Object.fromEntries(answer.headers)).toMatchObject(ALWAYS)
    const [line] = named('settings_invalid')
    expect(line?.fields).toEqual(
      expect.arrayContaining(['STRIPE_SECRET_KEY', 'CURSOR_SECRET', 'DATA_KEYS', 'APP_ORIGIN']),
    )
  })

  test.each(['STRIPE_WEBHOOK_SECRET', 'CURSOR_SECRET', 'DATA_KEYS', 'QUEUE'])(
    'one bad value is enough: %s',
    async (name) => {
      const answer = await visit('https://wallet.test/', { ...bindings(), [name]: 'not-secret' })
      expect(answer.status).toBe(503)
      expect(await answer.text()).not.toContain(name)
      expect(named('settings_invalid')).toMatchObject([{ level: 'error', fields: [name] }])
      expect(JSON.stringify(lines)).not.toContain('not-secret')
    },
  )

  test('sends plain http to https, except on the own machine', async () => {
    const { env } = openFirestore()
    const away = await visit('http://wallet.test/wallet?next=1', env)
    expect(away.status).toBe(308)
    expect(away.headers.get('location')).toBe('https://wallet.test/wallet?next=1')
    expect(Object.fromEntries(away.headers)).toMatchObject(ALWAYS)
    for (const own of ['http://localhost:8787', 'http://127.0.0.1:8787', 'http://[::1]:8787']) {
      expect((await visit(`${own}/api/tokens/packages`, env)).status).toBe(200)
    }
  })

  test('renders a page, whose scripts carry the nonce of its policy', async () => {
    const { env } = openFirestore()
    const answer = await visit('https://wallet.test/sign-in', env)
    const html = await answer.text()
    expect(answer.status).toBe(200)
    expect(Object.fromEntries(answer.headers)).toMatchObject(ALWAYS)
    const policy = answer.headers.get('content-security-policy') ?? ''
    const [, nonce] = /'nonce-([0-9a-f]{32})'/.exec(policy) ?? []
    const scripts = html.match(/<script\b[^>]*>/g) ?? []
    expect(scripts.length).toBeGreaterThan(0)
    expect(scripts.filter((script) => !script.includes(`nonce="${nonce}"`))).toEqual([])
  })

  // A nonce is one visitor's; everybody gets this page (worker/http/page-cache.ts).
  test('a page for everybody has hashes in its policy, and no nonce', async () => {
    const { env } = openFirestore()
    const answer = await visit('https://wallet.test/', env)
    const policy = answer.headers.get('content-security-policy') ?? ''
    expect([answer.status, /'sha256-[\w+/]{43}='/.test(policy)]).toEqual([200, true])
    expect(`${policy}${await answer.text()}`).not.toContain('nonce')
  })
})

const batchOf = (queue: string, ...bodies: unknown[]) =>
  createMessageBatch(
    queue,
    bodies.map((body, i) => ({ id: `m${i}`, timestamp: new Date(0), attempts: 1, body })),
  )

async function deliver(batch: ReturnType<typeof batchOf>, env: object) {
  const context = createExecutionContext()
  await worker.queue(batch, env)
  return getQueueResult(batch, context)
}

describe('the door for messages', () => {
  // Acked unread and unrecorded, it would be lost without anybody knowing.
  test('records what it cannot read, and only then lets go of it', async () => {
    const { asked, env } = openFirestore()
    const bodies = ['garbage', { v: 2, kind: 'event' }, { v: 1, kind: 'order', purchaseId: '../x' }]
    const result = await deliver(batchOf('kai-work', ...bodies), env)
    expect(result.explicitAcks).toEqual(['m0', 'm1', 'm2'])
    const written = asked.flatMap(({ body }) => body.writes ?? [])
    expect(written.map(({ update }) => /documents\/(\w+)\//.exec(update.name)?.[1])).toEqual(
      Array(bodies.length).fill('deadLetters'),
    )
    expect(written[0]?.update.fields).toMatchObject({
      body: { stringValue: '"garbage"' },
      reason: { stringValue: 'unreadable' },
    })
  })

  test('keeps what it cannot record', async () => {
    const { env } = openFirestore({ down: true })
    const result = await deliver(batchOf('kai-work', 'garbage'), env)
    expect(result.explicitAcks).toEqual([])
    expect(result.retryMessages).toMatchObject([{ msgId: 'm0' }])
    expect(named('dead_letter_not_parked')).toHaveLength(1)
  })

  test('records what the platform gave up on', async () => {
    const { asked, env } = openFirestore()
    const result = await deliver(batchOf(DEAD_LETTER_QUEUE, { v: 1, kind: 'event' }), env)
    expect(result.explicitAcks).toEqual(['m0'])
    expect(asked.flatMap(({ body }) => body.writes ?? [])[0]?.update.fields).toMatchObject({
      reason: { stringValue: 'max_retries' },
    })
  })

  test('takes nothing while secrets are missing: the platform delivers again', async () => {
    const batch = batchOf('kai-work', 'garbage')
    await expect(async () => worker.queue(batch, {})).rejects.toThrow('configuration')
    const result = await getQueueResult(batch, createExecutionContext())
    expect(result.explicitAcks).toEqual([])
    expect(named('configuration_invalid')).toMatchObject([{ door: 'queue' }])
  })
})

describe('the door of the clock', () => {
  const tick = async (cron: string, env: object) =>
    worker.scheduled(createScheduledController({ cron }), env)

  test('looks for what is due: orders in every shard, predictions, payouts', async () => {
    const { asked, env } = openFirestore()
    const listed: string[] = []
    const stripe = openDoor((request) => {
      listed.push(new URL(request.url).pathname)
      return Response.json({ object: 'list', data: [], has_more: false })
    })
    onTestFinished(() => stripe.close())
    await tick('*/5 * * * *', { ...env, STRIPE_API_BASE: stripe.url })
    const queries = asked.filter(({ verb }) => verb === 'runQuery')
    // Eight shards of orders; predictions, payouts, kept events, refunds and alerts.
    expect(queries).toHaveLength(13)
    // This Firestore keeps nothing: the place is gone after each list, as if others had moved it.
    expect(listed).toEqual(['/v1/refunds', '/v1/disputes'])
    for (const event of ['orders_pushed', 'predictions_due', 'payouts_pushed']) {
      expect(named(event)).toMatchObject([{ count: 0, door: 'cron' }])
    }
  })

  test('says so when it is wound up for something unknown', async () => {
    await tick('0 0 1 1 *', openFirestore().env)
    expect(named('cron_unknown')).toMatchObject([{ level: 'error', cron: '0 0 1 1 *' }])
  })

  test('fails while secrets are missing, so that the platform shows it', async () => {
    await expect(tick('*/5 * * * *', {})).rejects.toThrow('configuration')
  })
})
