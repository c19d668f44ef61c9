// Messages that no retry could finish, as admins see to them.
import * as z from 'zod'
import { DeadLetterId, UserId } from '../ids.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { limit } from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'
import { Reason } from './users.ts'

const STATES = ['parked', 'driven', 'closed'] as const
const facts = z.record(z.string(), z.unknown())

export const DeadLetterView = z.object({
  id: z.string(),
  state: z.enum(STATES).describe('`driven`: it was done after all'),
  reason: z.string(),
  message: z.unknown().describe('What was on the queue: ids only'),
  attempts: z.int().min(0),
  parkedAt: Instant,
  decidedBy: UserId.nullable(),
  decidedAt: Instant.nullable(),
  decidedReason: z.string().nullable(),
})
export type DeadLetterView = z.infer<typeof DeadLetterView>
export const DeadLetterList = pageOf(DeadLetterView)
export type DeadLetterList = z.infer<typeof DeadLetterList>

export const DeadLetterCase = z.object({
  letter: DeadLetterView,
  stripe: facts.nullable().describe('The object as Stripe has it now; null = none, or not ours'),
  stripeAnswered: z.boolean().describe('false = what Stripe has is not known now'),
  ours: facts.nullable().describe('What we have of it'),
  mode: z.enum(['test', 'live']).describe("Of Stripe's key"),
})
export type DeadLetterCase = z.infer<typeof DeadLetterCase>

const LetterParams = z.object({ id: DeadLetterId })

export const DEAD_LETTER_OPERATIONS = [
  {
    id: 'listDeadLetters',
    method: 'GET',
    path: '/api/admin/dead-letters',
    summary: 'Messages that died, newest first',
    caller: 'admin',
    limit: 'admin',
    query: z.strictObject({ state: z.enum(STATES).optional(), limit, cursor: Cursor.optional() }),
    status: 200,
    answer: DeadLetterList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getDeadLetter',
    method: 'GET',
    path: '/api/admin/dead-letters/{id}',
    summary: 'One of them, with what Stripe and we say of its object',
    caller: 'admin',
    limit: 'admin',
    params: LetterParams,
    status: 200,
    answer: DeadLetterCase,
    failures: ['DEAD_LETTER_NOT_FOUND'],
  },
  {
    id: 'replayDeadLetter',
    method: 'POST',
    path: '/api/admin/dead-letters/{id}/replay',
    summary: 'Do now what the message asked for',
    caller: 'admin',
    limit: 'admin',
    params: LetterParams,
    idempotencyKey: 'optional',
    status: 200,
    answer: DeadLetterView,
    failures: [
      'ACCOUNT_DISABLED',
      'DEAD_LETTER_NOT_FOUND',
      'DEAD_LETTER_UNREADABLE',
      'PAYMENTS_UNAVAILABLE',
    ],
  },
  {
    id: 'closeDeadLetter',
    method: 'POST',
    path: '/api/admin/dead-letters/{id}/close',
    summary: 'Put one aside with a reason; a refund that nobody sends any more ends with it',
    caller: 'admin',
    limit: 'admin',
    params: LetterParams,
    body: Reason,
    idempotencyKey: 'optional',
    status: 200,
    answer: DeadLetterView,
    failures: [
      'ACCOUNT_DISABLED',
      'DEAD_LETTER_NOT_FOUND',
      'CONFLICT_OF_INTEREST',
      'PAYMENTS_UNAVAILABLE',
    ],
  },
] as const satisfies readonly Operation[]
