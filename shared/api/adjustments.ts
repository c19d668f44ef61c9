// Adjustments: tokens that one admin proposes to add or take, and another approves.
import * as z from 'zod'
import { AdjustmentId, RowId, UserId } from '../ids.ts'
import { AMOUNT_MAX, Tokens } from '../tokens.ts'
import type { Operation } from './operation.ts'
import { pageOf } from './pages.ts'
import { PROPOSAL_FIELDS, ProposalQuery, proposalText } from './proposals.ts'
import { Reason } from './users.ts'

export const ADJUSTMENT_REASONS = ['correction', 'goodwill', 'promotion', 'abuse'] as const
export type AdjustmentReason = (typeof ADJUSTMENT_REASONS)[number]

const DIRECTIONS = ['add', 'take'] as const
const direction = z.enum(DIRECTIONS).describe('From the house to the person, or back')
const amount = Tokens.min(1).max(AMOUNT_MAX)

export const ProposeAdjustment = z.strictObject({
  userId: UserId,
  direction,
  tokens: amount,
  reason: z.enum(ADJUSTMENT_REASONS),
  text: proposalText,
})
export type ProposeAdjustment = z.infer<typeof ProposeAdjustment>

export const AdjustmentView = z.object({
  id: AdjustmentId,
  userId: UserId,
  direction,
  tokens: amount,
  reason: z.enum(ADJUSTMENT_REASONS),
  ...PROPOSAL_FIELDS,
  rowId: RowId.nullable().describe('The movement, once it was approved'),
})
export type AdjustmentView = z.infer<typeof AdjustmentView>
export const AdjustmentList = pageOf(AdjustmentView)
export type AdjustmentList = z.infer<typeof AdjustmentList>
const AdjustmentParams = z.object({ id: AdjustmentId })
const AdjustmentQuery = ProposalQuery.extend({ userId: UserId.optional() })

export const ADJUSTMENT_OPERATIONS = [
  {
    id: 'listAdjustments',
    method: 'GET',
    path: '/api/admin/adjustments',
    summary: 'Adjustments, newest first',
    caller: 'admin',
    limit: 'admin',
    query: AdjustmentQuery,
    status: 200,
    answer: AdjustmentList,
    failures: ['CURSOR_INVALID'],
  },
  {
    id: 'getAdjustment',
    method: 'GET',
    path: '/api/admin/adjustments/{id}',
    summary: 'One adjustment',
    caller: 'admin',
    limit: 'admin',
    params: AdjustmentParams,
    status: 200,
    answer: AdjustmentView,
    failures: ['ADJUSTMENT_NOT_FOUND'],
  },
  {
    id: 'proposeAdjustment',
    method: 'POST',
    path: '/api/admin/adjustments',
    summary: 'Propose to add or take tokens',
    caller: 'admin',
    limit: 'admin',
    body: ProposeAdjustment,
    idempotencyKey: 'required',
    status: 201,
    answer: AdjustmentView,
    failures: [
      'ACCOUNT_DISABLED',
      'USER_NOT_FOUND',
      'ACCOUNT_CLOSING',
      'LIMIT_EXCEEDED',
      'IDENTITY_UNAVAILABLE',
    ],
  },
  {
    id: 'approveAdjustment',
    method: 'POST',
    path: '/api/admin/adjustments/{id}/approve',
    summary: 'Move the tokens that another admin proposed',
    caller: 'admin',
    limit: 'admin',
    params: AdjustmentParams,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdjustmentView,
    failures: [
      'ACCOUNT_DISABLED',
      'ADJUSTMENT_NOT_FOUND',
      'SELF_APPROVAL_FORBIDDEN',
      'PROPOSAL_EXPIRED',
      'PROPOSAL_DECIDED',
      'ACCOUNT_CLOSING',
    ],
  },
  {
    id: 'rejectAdjustment',
    method: 'POST',
    path: '/api/admin/adjustments/{id}/reject',
    summary: 'Turn an adjustment down, or take an own one back',
    caller: 'admin',
    limit: 'admin',
    params: AdjustmentParams,
    body: Reason,
    idempotencyKey: 'optional',
    status: 200,
    answer: AdjustmentView,
    failures: [
      'ACCOUNT_DISABLED',
      'ADJUSTMENT_NOT_FOUND',
      'SELF_APPROVAL_FORBIDDEN',
      'PROPOSAL_EXPIRED',
      'PROPOSAL_DECIDED',
    ],
  },
] as const satisfies readonly Operation[]
