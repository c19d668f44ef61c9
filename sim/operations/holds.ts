// Admins who pause people, and let them go again, while these buy, commit and are paid.
import type { UserId } from '../../shared/ids.ts'
import { holdUser, liftHold } from '../../worker/use-cases/hold-user.ts'
import type { Hold } from '../oracle/holds.ts'
import { demand } from '../violation.ts'
import { type Act, documentsIn, NOBODY, somebody } from './act.ts'
import { buy } from './buy.ts'
import { change } from './change.ts'
import { commitBurst } from './commit.ts'

const SECOND = 1_000_000

/** Whoever is held goes on trying. */
export async function freeze(act: Act): Promise<void> {
  const { world, chance, name } = act
  const person = chance.happens(0.03) ? NOBODY : somebody(act)
  const as = (what: string): Act => ({
    ...act,
    name: `${name}.${what}`,
    chance: world.chance(name, what),
    town: { ...act.town, people: [person], barred: [person] },
  })
  const tries = person === NOBODY ? [] : [commitBurst(as('a')), buy(as('b'))]
  const [cause] = await Promise.all([hold(act, person), ...tries])
  if (!cause) return
  await commitBurst(as('c'))
  if (chance.happens(0.7)) await lift(act, person, cause)
}

async function hold(act: Act, userId: UserId): Promise<string | null> {
  const { world, chance } = act
  const now = Math.floor(world.schedule.now()) * 1000
  const ends = chance.weighted({ never: 5, soon: 4, past: 0.5 })
  const endsAt = { never: null, soon: now + chance.between(5, 60) * SECOND, past: 1 }[ends]
  const scope = chance.pick(['purchases', 'commitments', 'all'] as const)
  const wish = { userId, scope, reason: 'We look into it.', endsAt }
  const done = await change(act, 'hold', (s, by) => holdUser(s, { ...by, ...wish }))
  if (!done?.ok) return null
  const known = Object.keys(done.value.value.holds)
  const stored = holdsOf(act, userId)
  const lost = known.find((cause) => !stored[cause] && !cause.startsWith('dispute_'))
  demand('I16', lost === undefined, () => `${userId} was answered as held by ${lost}`)
  return known.find((cause) => cause.startsWith('admin_') && isLive(act, stored[cause])) ?? null
}

/** Any hold that somebody has, whatever put it there; some are over already. */
export async function liftAny(act: Act): Promise<void> {
  const { chance } = act
  const held = documentsIn(act, 'balances').flatMap((wallet) => {
    const userId = wallet.userId as UserId
    const live = Object.entries(holdsOf(act, userId)).filter(([, each]) => isLive(act, each))
    return live.map(([cause]) => ({ userId, cause }))
  })
  const free = held.filter(({ userId }) => !act.town.barred.includes(userId))
  if (free.length === 0) return
  const { userId, cause } = chance.pick(free)
  const own = chance.happens(0.1) ? userId : undefined
  // Two at once: one of them lifts it.
  const windows = chance.happens(0.3) ? ['a', 'b'] : ['a']
  await Promise.all(windows.map((window) => lift(act, userId, cause, own, window)))
}

async function lift(
  act: Act,
  userId: UserId,
  cause: string,
  adminId?: UserId,
  window = '',
): Promise<void> {
  const { world, name } = act
  const own = { ...act, name: name + window, chance: world.chance(name, 'lift', window) }
  const wish = { userId, cause, reason: 'All is well.' }
  const done = await change(own, 'lift', (s, by) => liftHold(s, { ...by, ...wish }), { adminId })
  if (!done?.ok) return
  const stored = holdsOf(act, userId)[cause]
  const isOver = stored === undefined || stored.endsAt !== null
  demand('I16', isOver, () => `${userId} was answered as freed of ${cause}`)
}

const holdsOf = ({ world }: Act, userId: UserId): Readonly<Record<string, Hold>> =>
  (world.oracle.document(`balances/${userId}`)?.holds ?? {}) as Record<string, Hold>

const isLive = ({ world }: Act, hold: Hold | undefined): boolean =>
  hold !== undefined && (hold.endsAt === null || hold.endsAt > world.schedule.now() * 1000)
