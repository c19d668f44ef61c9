// Whoever is on call must hear of lost tokens; whoever waits for tokens must not wait for a chat.
import { expect, test } from 'vitest'
import { createRecorder } from '../test/recorder.ts'
import { SAMPLES } from '../test/samples.ts'
import { createAlarm } from './alarm.ts'

const ALERT = SAMPLES.alert
const URL = 'https://chat.test/hook/secret-path'

function start(answer: () => Promise<Response>, url: string | undefined = URL) {
  const sent: { url: string; init: RequestInit | undefined }[] = []
  const recorder = createRecorder()
  const alarm = createAlarm({
    url,
    fetch: async (input, init) => {
      sent.push({ url: String(input), init })
      // As the real one: it ends with its signal.
      const ended = new Promise<never>((_, reject) =>
        init?.signal?.addEventListener('abort', () => reject(new Error('aborted'))),
      )
      return Promise.race([answer(), ended])
    },
    log: recorder.log,
    timeoutMs: 20,
  })
  return { alarm, sent, recorder }
}

test('an alert is one POST that a chat can show', async () => {
  const { alarm, sent, recorder } = start(async () => new Response('ok'))
  await alarm.ring(ALERT)
  expect(sent.map(({ url, init }) => [url, init?.method])).toEqual([[URL, 'POST']])
  const body = JSON.parse(String(sent[0]?.init?.body))
  expect(body).toMatchObject({ cause: 'ledger_frozen', id: ALERT.id })
  expect(body.text).toContain('ledger_frozen')
  expect(recorder.lines).toEqual([])
})

test.each<[string, () => Promise<Response>, string]>([
  ['refuses', async () => new Response('no', { status: 500 }), 'alarm_refused'],
  ['sends us elsewhere', async () => Response.redirect('https://other.test/'), 'alarm_refused'],
  ['is away', () => Promise.reject(new TypeError('refused')), 'alarm_unheard'],
  ['never answers', () => new Promise(() => undefined), 'alarm_unheard'],
])('an address that %s fails nothing, and the log says so without it', async (_, answer, event) => {
  const { alarm, recorder } = start(answer)
  await alarm.ring(ALERT)
  expect(recorder.warnings()).toEqual([event])
  expect(JSON.stringify(recorder.lines)).not.toContain('secret-path')
})

test('without an address nobody is called', async () => {
  const recorder = createRecorder()
  const fetch = () => Promise.reject(new Error('called'))
  await createAlarm({ url: undefined, fetch, log: recorder.log }).ring(ALERT)
  expect(recorder.lines).toEqual([])
})
