// What the views of all proposals have in common.
import type { ProposalState } from '../../shared/api/proposals.ts'
import { toInstant, toInstantOrNull } from '../../shared/instant.ts'
import type { Proposal } from '../domain/proposal.ts'
import { outlineOf, type WithText } from '../use-cases/proposals.ts'
import type { AppContext } from './app-env.ts'

export function proposalView(c: AppContext, proposal: WithText<Proposal>) {
  const { text, proposedBy, createdAt, decidedBy, decidedAt, rejection } = proposal
  const { state, expiresAt } = outlineOf(c.var.services, proposal)
  return {
    text,
    state: state satisfies ProposalState,
    proposedBy,
    createdAt: toInstant(createdAt),
    expiresAt: toInstant(expiresAt),
    decidedBy,
    decidedAt: toInstantOrNull(decidedAt),
    rejection,
  }
}
