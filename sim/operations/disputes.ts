// Buyers who ask their bank for the money back, banks that decide, and networks that warn of fraud.
import type { StripeDispute } from '../stripe.ts'
import type { Act } from './act.ts'

/** Of any payment that succeeded, whether anybody here has heard of it or not. */
export async function dispute(act: Act): Promise<void> {
  const { world, chance, mail } = act
  const charge = await anyCharge(act)
  if (!charge) return
  const kind = chance.weighted({ dispute: 5, inquiry: 3, prevented: 1 })
  const terms = {
    ...(chance.happens(0.3) && { amount: chance.between(1, charge.cents) }),
    ...(kind !== 'dispute' && { [kind]: true }),
  }
  const { status } = await world.stripe.dispute(charge.id, terms)
  world.history.note(`${kind} of ${charge.id}: ${status}`)
  if (status === 200) world.report.hand(kind)
  await mail.tell()
  decideLater(act)
}

export async function warn(act: Act): Promise<void> {
  const charge = await anyCharge(act)
  if (!charge) return
  await act.world.stripe.warnOfFraud(charge.id)
  act.world.history.note(`a network warns of ${charge.id}`)
  act.world.report.hand('fraud warning')
  await act.mail.tell()
}

interface Charge {
  readonly id: string
  readonly cents: number
}

async function anyCharge({ world, chance }: Act): Promise<Charge | null> {
  const paid = (await world.stripe.payments()).flatMap(({ latest_charge: id, amount_received }) =>
    id && amount_received > 0 ? [{ id, cents: amount_received }] : [],
  )
  return paid.length > 0 ? chance.pick(paid) : null
}

const UNDECIDED = new Set(['needs_response', 'under_review', 'warning_needs_response'])

export function decideLater(act: Act): void {
  const { chance, world } = act
  world.schedule.after(chance.between(100, 60_000), () => world.spawn(() => decide(act)))
}

/** The bank decides the newest one, or lets it wait. */
export async function decide({ chance, world, mail }: Act): Promise<void> {
  const undecided = (await world.stripe.disputes()).filter(({ status }) => UNDECIDED.has(status))
  const [newest] = undecided
  if (!newest || chance.happens(0.1)) return
  const outcome = outcomeOf(newest, chance)
  const { status } = await world.stripe.decide(newest.id, outcome)
  world.history.note(`${newest.id} is ${outcome}: ${status}`)
  if (status === 200) world.report.hand(outcome)
  await mail.tell()
}

/** Most are won: a town in which nobody may buy any more would prove little. */
function outcomeOf({ status }: StripeDispute, chance: Act['chance']) {
  return status.startsWith('warning_')
    ? chance.weighted({ warning_closed: 1, escalated: 1 })
    : chance.weighted({ won: 8, lost: 2 })
}
