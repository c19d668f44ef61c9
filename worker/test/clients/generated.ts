// Google's generated client in the place of our own transport: it sends whatever the product
// commits, word for word, in its own way.
import { v1 } from '@google-cloud/firestore'
import { PassThroughClient } from 'google-auth-library'
import { onTestFinished } from 'vitest'
import { serve } from '../../../local/serve.ts'
import { toInstant } from '../../../shared/instant.ts'
import { toMicros } from '../../adapters/firestore/values.ts'
import { PROJECT_ID } from '../harness.ts'
import type { startHarness } from '../start.ts'
import { plainOf, timestampOf } from './spelling.ts'

const DATABASE = `projects/${PROJECT_ID}/databases/(default)`
const OWNER = { otherArgs: { headers: { authorization: 'Bearer owner' } } }
const REFUSALS: Readonly<Record<number, [string, number]>> = {
  6: ['ALREADY_EXISTS', 409],
  9: ['FAILED_PRECONDITION', 400],
}
const TIMES = new Set(['timestampValue', 'updateTime'])

/** From now on every commit of the harness goes this way; the result counts them. */
export async function relayCommits(harness: ReturnType<typeof startHarness>) {
  const served = await serve((request) => harness.firestore.fetch(request))
  const client = new v1.FirestoreClient({
    projectId: PROJECT_ID,
    apiEndpoint: '127.0.0.1',
    port: served.port,
    protocol: 'http',
    fallback: true,
    authClient: new PassThroughClient(),
  })
  onTestFinished(async () => {
    await client.close()
    await served.close()
  })
  const relayed = { commits: 0 }
  harness.intercept('firestore', async (request, next) => {
    if (!request.url.endsWith(':commit')) return next(request)
    relayed.commits += 1
    const { writes } = messageOf(await request.json()) as { writes: object[] }
    return client.commit({ database: DATABASE, writes }, OWNER).then(answerOf, refusalOf)
  })
  return relayed
}

/** JSON as the client's messages have it: times as objects, null as the member of an enum. */
function messageOf(json: unknown, name = ''): unknown {
  if (typeof json === 'string' && TIMES.has(name)) {
    const { seconds, nanoseconds } = timestampOf(toMicros(json))
    return { seconds, nanos: nanoseconds }
  }
  if (name === 'nullValue') return 'NULL_VALUE'
  if (typeof json !== 'object' || json === null) return json
  if (Array.isArray(json)) return json.map((each) => messageOf(each))
  return Object.fromEntries(
    Object.entries(json).map(([member, value]) => [member, messageOf(value, member)]),
  )
}

interface Time {
  readonly seconds?: unknown
  readonly nanos?: number | null
}
/** What the product reads of an answer, as the client has it. */
interface Committed {
  readonly commitTime?: Time | null
  readonly writeResults?: readonly { readonly updateTime?: Time | null }[] | null
}

const answerOf = ([{ commitTime, writeResults }]: readonly [Committed, ...unknown[]]): Response =>
  Response.json({
    commitTime: commitTime && instantOf(commitTime),
    writeResults: writeResults?.map(({ updateTime }) =>
      updateTime ? { updateTime: instantOf(updateTime) } : {},
    ),
  })

const instantOf = ({ seconds, nanos }: Time): string =>
  toInstant(plainOf({ seconds, nanoseconds: nanos }) as number)

function refusalOf(error: { code: number; message: string }): Response {
  const [status, code] = REFUSALS[error.code] ?? [`code ${error.code}`, 500]
  return Response.json({ error: { code, status, message: error.message } }, { status: code })
}
