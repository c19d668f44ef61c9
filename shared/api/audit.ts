// What admins, and the clock, changed: one chain of entries for each of them.
import * as z from 'zod'
import { UserId } from '../ids.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { limit } from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'

const count = z.int().min(0)

export const AuditChain = z.object({
  actor: UserId.describe('An admin, or `system` with a number'),
  count,
  lastAt: Instant.nullable().describe('null: its last entry is missing'),
  lastAction: z.string().nullable(),
})
export type AuditChain = z.infer<typeof AuditChain>
export const AuditChainList = pageOf(AuditChain)
export type AuditChainList = z.infer<typeof AuditChainList>

export const AuditEntryView = z.object({
  seq: z.int().min(1),
  sound: z.boolean().describe('It is what was written, and the one after it follows it'),
  action: z.string().nullable().describe('null, as all that follows: the entry is missing'),
  target: z.string().nullable(),
  words: z.string().nullable().describe('What they wrote; null: nothing, or it was erased'),
  before: z.unknown().describe('null: there was nothing before'),
  after: z.unknown(),
  at: Instant.nullable(),
})
export type AuditEntryView = z.infer<typeof AuditEntryView>
export const AuditPage = z.object({
  actor: UserId,
  count,
  items: z.array(AuditEntryView).describe('What is not sound is shown whatever was asked for'),
  nextCursor: z.string().nullable(),
  verified: z.boolean().describe('All that this page looked at is sound'),
  brokenAt: z.int().nullable().describe('`seq` of the newest that is not'),
})
export type AuditPage = z.infer<typeof AuditPage>

export const AUDIT_OPERATIONS = [
  {
    id: 'listAuditChains',
    method: 'GET',
    path: '/api/admin/audit',
    summary: 'Who changed something, how often, and when last',
    caller: 'admin',
    limit: 'admin',
    query: z.strictObject({
      of: z.enum(['people', 'system']).optional(),
      limit,
      cursor: Cursor.optional(),
    }),
    status: 200,
    answer: AuditChainList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'readAuditChain',
    method: 'GET',
    path: '/api/admin/audit/{id}',
    summary: 'What one of them changed, newest first, verified',
    caller: 'admin',
    limit: 'admin',
    params: z.object({ id: UserId }),
    query: z.strictObject({
      area: z
        .string()
        .regex(/^[a-z][A-Za-z-]{0,31}$/)
        .optional()
        .describe('What an action begins with: `package`, `user`, ...'),
      limit,
      cursor: Cursor.optional(),
    }),
    status: 200,
    answer: AuditPage,
    failures: ['CURSOR_INVALID', 'AUDIT_NOT_FOUND'],
  },
] as const satisfies readonly Operation[]
