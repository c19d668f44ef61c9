// What differs becomes a case for people and an alert. Whose books can't be trusted may spend
// nothing until somebody has looked.
import { breaksTrust, type Difference } from '../domain/difference.ts'
import { openFlag } from '../domain/flag.ts'
import { held } from '../domain/holds.ts'
import type { Change, Ref, Services } from '../ports.ts'
import { nowMicros } from './now.ts'
import { raiseAlert } from './raise-alert.ts'

type Needs = Pick<Services, 'store' | 'clock' | 'random' | 'log' | 'alarm'>

const CASES_A_COMMIT_MAX = 50

/** The same differences again open nothing anew. */
export async function openCases(s: Needs, differences: readonly Difference[]): Promise<void> {
  for (let start = 0; start < differences.length; start += CASES_A_COMMIT_MAX) {
    await openSome(s, differences.slice(start, start + CASES_A_COMMIT_MAX))
  }
  for (const kind of new Set(differences.map((each) => each.kind))) {
    const ids = differences.filter((each) => each.kind === kind).map(({ id }) => id)
    const facts = { count: ids.length, ids: ids.slice(0, ALERT_IDS_MAX) }
    await raiseAlert(s, `recon_${kind}`, facts)
  }
}

const ALERT_IDS_MAX = 10

export const caseIdOf = ({ kind, id }: Difference): string => `recon_${kind}_${id}`

async function openSome(s: Needs, differences: readonly Difference[]): Promise<void> {
  const now = nowMicros(s.clock)
  const readable = await readableOwners(s, differences)
  const flagOf = (each: Difference) => ({ kind: 'flag', id: caseIdOf(each) }) as const
  const walletOf = (id: string) => ({ kind: 'wallet', id }) as const
  const refs: Record<string, Ref<'flag'> | Ref<'wallet'>> = {}
  for (const each of differences) refs[caseIdOf(each)] = flagOf(each)
  for (const id of readable) refs[`wallet ${id}`] = walletOf(id)
  await s.store.atomically(refs, (seen) => {
    const changes = new Map<string, Change>()
    for (const each of differences) {
      if (seen[caseIdOf(each)]) continue
      const { kind, userId, purchaseId = null, facts } = each
      const value = openFlag({
        ...{ id: caseIdOf(each), userId, purchaseId, createdAt: now },
        ...{ reason: kind, facts: JSON.stringify(facts) },
      })
      changes.set(value.id, { ref: flagOf(each), value })
    }
    for (const id of readable) {
      const wallet = seen[`wallet ${id}`]
      if (!wallet || !('holds' in wallet)) continue
      const hold = { scope: 'all', at: now, endsAt: null } as const
      changes.set(`wallet ${id}`, { ref: walletOf(id), value: held(wallet, 'ledger', hold) })
    }
    return { answer: null, changes: [...changes.values()] }
  })
}

/** A balance that can't be read can't be put on hold either; nothing spends from it anyway. */
async function readableOwners(s: Needs, differences: readonly Difference[]): Promise<string[]> {
  const ids = new Set(differences.filter(breaksTrust).flatMap(({ userId }) => userId ?? []))
  const refs = Object.fromEntries([...ids].map((id) => [id, { kind: 'wallet', id } as const]))
  const wallets = await s.store.look(refs)
  return [...ids].filter((id) => wallets[id]?.value)
}
