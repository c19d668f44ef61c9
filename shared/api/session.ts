// Browser sessions and health.
import * as z from 'zod'
import type { Operation } from './operation.ts'
import { Instant } from './tokens.ts'

export const SessionRequest = z.strictObject({ idToken: z.string().min(1).max(8192) })
export const SessionView = z.object({ userId: z.string(), admin: z.boolean() })
export const ListeningView = z.object({
  userId: z.string(),
  token: z.string().describe('For signInWithCustomToken; good for listening to the own balance'),
})
export type ListeningView = z.infer<typeof ListeningView>

const state = z.enum(['ok', 'degraded', 'down'])
export const HealthView = z.object({
  status: z.enum(['ok', 'degraded']),
  dependencies: z.object({ firestore: state, stripe: state, redis: state, identity: state }),
  oldestDeadLetterAt: Instant.nullable().describe('Since when a message waits for an admin'),
  reconciledSecondsAgo: z
    .int()
    .nullable()
    .describe('Since the books were last compared; null: not yet, or not known'),
})
export type HealthView = z.infer<typeof HealthView>

export const SESSION_OPERATIONS = [
  {
    id: 'getHealth',
    method: 'GET',
    path: '/api/health',
    summary: 'Whether the service and what it depends on answer',
    caller: 'all',
    limit: 'signedOut',
    status: 200,
    answer: HealthView,
    failures: [],
  },
  {
    id: 'startSession',
    method: 'POST',
    path: '/api/session',
    summary: 'Trade a fresh ID token for a session cookie',
    caller: 'browser',
    limit: 'signIn',
    body: SessionRequest,
    status: 200,
    answer: SessionView,
    failures: ['UNAUTHENTICATED', 'ORIGIN_REFUSED', 'ACCOUNT_DISABLED', 'IDENTITY_UNAVAILABLE'],
  },
  {
    id: 'endSession',
    method: 'DELETE',
    path: '/api/session',
    summary: 'Sign out of this browser',
    caller: 'browser',
    limit: 'signIn',
    status: 204,
    failures: ['ORIGIN_REFUSED'],
  },
  {
    id: 'endAllSessions',
    method: 'DELETE',
    path: '/api/session/all',
    summary: 'Sign out everywhere: every session and token of the account ends, this one too',
    caller: 'user',
    limit: 'signIn',
    status: 204,
    failures: ['IDENTITY_UNAVAILABLE', 'SERVICE_UNAVAILABLE'],
  },
  {
    id: 'startListening',
    method: 'POST',
    path: '/api/session/live',
    summary: 'A right to listen to the own balance in Firestore, and to nothing else',
    caller: 'user',
    limit: 'signIn',
    status: 200,
    answer: ListeningView,
    failures: ['ACCOUNT_DISABLED', 'IDENTITY_UNAVAILABLE', 'LISTENING_UNAVAILABLE'],
  },
] as const satisfies readonly Operation[]
