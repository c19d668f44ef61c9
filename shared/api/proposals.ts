// What one admin proposes and another decides, whatever it is about.
import * as z from 'zod'
import { UserId } from '../ids.ts'
import { limit, words } from './predictions.ts'
import { Cursor, Instant } from './tokens.ts'

const PROPOSAL_STATES = ['proposed', 'approved', 'rejected', 'expired'] as const
export type ProposalState = (typeof PROPOSAL_STATES)[number]

export const proposalText = words(500).describe(
  'For the other admin; sealed with the data of the person',
)

/** What every view of a proposal says. */
export const PROPOSAL_FIELDS = {
  text: z.string().nullable().describe('null once the data of the person were erased'),
  state: z.enum(PROPOSAL_STATES),
  proposedBy: UserId,
  createdAt: Instant,
  expiresAt: Instant,
  decidedBy: UserId.nullable(),
  decidedAt: Instant.nullable(),
  rejection: z
    .string()
    .nullable()
    .describe('Why it was turned down; null too where nobody had to say, or it was erased'),
} as const

export const ProposalQuery = z.strictObject({
  state: z.enum(['proposed', 'approved', 'rejected']).optional(),
  limit,
  cursor: Cursor.optional(),
})
