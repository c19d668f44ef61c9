// What the console says of whatever one admin proposes and another decides.
import type { ProposalState } from '../../shared/api/proposals.ts'

export const PROPOSALS = {
  state: 'State',
  states: {
    proposed: 'Waiting',
    approved: 'Approved',
    rejected: 'Turned down',
    expired: 'Expired',
  } satisfies Record<ProposalState, string>,
  waitingFilter: 'Waiting, or expired',
  proposed: 'Proposed',
  proposedBy: 'Proposed by',
  expires: 'Expires',
  decided: 'Decided',
  decidedBy: 'Decided by',
  rejection: 'Why it was turned down',
}

export const RULINGS = {
  title: 'Proposals about orders',
  subject: 'The proposals',
  note: 'What one admin proposed about an order in review, and another decides.',
  empty: {
    title: 'Nothing was proposed yet',
    text: 'It begins on the page of an order in review.',
  },
  what: 'Proposal',
  order: 'Order',
  toReviews: 'Orders in review',
}

export const RESOLUTIONS = {
  title: 'Proposed outcomes',
  one: 'Proposed outcome',
  subject: 'The proposed outcomes',
  note: 'Where much is at stake one admin proposes the outcome, and another decides.',
  empty: {
    title: 'No outcome was proposed yet',
    text: 'It begins on the page of a prediction with much at stake.',
  },
  toPredictions: 'Predictions',
  outcome: 'Outcome',
  corrects: 'Corrects',
  /** As its payouts are named. */
  corrected: (version: number) =>
    version === 1 ? 'The first outcome' : `Correction ${version - 1}`,
  prediction: 'Prediction',
  atStake: 'At stake',
  payout: 'Its payout',
  why: 'Why, for the other admin',
  erased: 'Erased with the data of who wrote it',
  decide: 'Look at it and decide',
  toPrediction: 'To the prediction',
}
