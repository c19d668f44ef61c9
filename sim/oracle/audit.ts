// I20: what admins change has one entry in the same commit, chained by hash for each of them.
import { demand } from '../violation.ts'
import type { Plain } from './decode.ts'
import type { Effect, Moved } from './shadow.ts'

/** Of packages: changed by the clock. */
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
  const changed = effect.moved.filter((each) => needsEntry(each))
  demand('I20', changed.length === 0 || entries.length === 1, () => {
    return `${changed.map(({ path }) => path).join(', ')} with ${entries.length} audit entries`
  })
  // A package that is saved as it was is not written again.
  const deeds = entries.filter(({ after }) => !String(after.action).startsWith('package.'))
  const isDeed = effect.moved.some(({ collection }) => !PAPERS.has(collection))
  demand('I20', deeds.length === 0 || isDeed, () => `${deeds[0]?.path} is of nothing`)
}

const PAPERS = new Set(['auditLog', 'auditHeads', 'receipts'])

function needsEntry({ collection, path, before, after }: Moved): boolean {
  switch (collection) {
    case 'packages':
      return before === undefined || isChanged(before, after)
    case 'predictions':
    case 'locks': {
      // Paid out: the settlement's last page says so, and is recorded by its job.
      const paidOut = before?.status === 'resolving' && after.status !== 'resolving'
      return !paidOut && !path.includes('/gates/')
    }
    case 'adjustments':
    case 'rulings':
    case 'resolutions':
      return true
    // What becomes of it follows from what Stripe says.
    case 'refunds':
      return before === undefined
    default:
      return false
  }
}

function isChanged(before: Plain, after: Plain): boolean {
  const fields = Object.keys(after).filter((name) => !UNAUDITED_FIELDS.has(name))
  return fields.some((name) => JSON.stringify(before[name]) !== JSON.stringify(after[name]))
}
