// I20: what admins change has one entry in the same commit, chained by hash for each of them.
import { demand } from '../violation.ts'
import type { Effect, Moved } from './shadow.ts'

/** Changed by admins, or by the clock in their stead. */
const AUDITED = new Set(['predictions', 'packages', 'locks'])
const UNAUDITED_FIELDS = new Set(['outOfSync', 'stripeProductId'])

export function checkAudit(effect: Effect): void {
  const entries = effect.of('auditLog')
  for (const { path, before, after } of entries) {
    demand('I20', before === undefined, () => `${path} was changed`)
    const head = effect.of('auditHeads').find((each) => each.path === `auditHeads/${after.actor}`)
    demand('I5', head !== undefined, () => `${path} came without its head`)
    const previous = head.before ?? { seq: 0, hash: '' }
    const chained = after.seq === Number(previous.seq) + 1 && after.prevHash === previous.hash
    demand('I20', chained, () => `${path} breaks the chain`)
    const pointed = head.after.seq === after.seq && head.after.hash === after.hash
    demand('I20', pointed, () => `the head of ${String(after.actor)} is not ${path}`)
  }
  const changed = effect.moved.filter(needsEntry)
  demand('I20', changed.length === 0 || entries.length === 1, () => {
    return `${changed.map(({ path }) => path).join(', ')} with ${entries.length} audit entries`
  })
}

function needsEntry({ collection, path, before, after }: Moved): boolean {
  if (!AUDITED.has(collection)) return false
  if (collection === 'packages' && before) {
    const fields = Object.keys(after).filter((name) => !UNAUDITED_FIELDS.has(name))
    return fields.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
  }
  // Paid out: the settlement's last page says so, and is recorded by its job.
  const paidOut = before?.status === 'resolving' && after.status !== 'resolving'
  return !paidOut && !path.includes('/gates/')
}
