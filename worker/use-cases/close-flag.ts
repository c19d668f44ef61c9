// Cases: what waits for people, and how one is closed.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { FlagId, UserId } from '../../shared/ids.ts'
import { type Decided, inWords } from '../domain/decided.ts'
import { closedBy, type Earlier, type Flag } from '../domain/flag.ts'
import type { FlagFilter, Page, Services } from '../ports.ts'
import { adminChange, type Changed, type Done, type Unchanged } from './admin-change.ts'
import { readTexts, reasonIn, sealText } from './sealing.ts'

/** Why it was closed, each time: a code of ours, or what a person wrote. */
export type ReadFlag = Omit<Flag, 'earlier'> & {
  readonly closedReason: string | null
  readonly earlier: readonly (Earlier & { readonly closedReason: string | null })[]
}

const NO_CASE = 'Choose one of the listed cases.'

/** Newest first. */
export async function listFlags(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  filter: FlagFilter,
  page: Page,
): Promise<ReadFlag[]> {
  return withReasons(s, await s.store.flags(filter, page))
}

/** Refuses FLAG_NOT_FOUND. */
export async function readFlag(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  id: FlagId,
): Promise<Result<ReadFlag>> {
  const { flag } = await s.store.read({ flag: { kind: 'flag', id } })
  return flag ? ok(await withReason(s, flag)) : refuse('FLAG_NOT_FOUND', NO_CASE)
}

export async function withReason(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  flag: Flag,
): Promise<ReadFlag> {
  const [read] = await withReasons(s, [flag])
  return read ?? { ...flag, closedReason: null, earlier: [] }
}

export async function withReasons(
  s: Pick<Services, 'store' | 'vault' | 'log'>,
  flags: readonly Flag[],
): Promise<ReadFlag[]> {
  const sealed = flags.flatMap((flag) =>
    closingsOf(flag).map((closed, at) => ({
      userId: closed && concerned(flag, closed.by),
      place: closingPlaceOf(flag, at),
      sealed: closed?.private ?? null,
    })),
  )
  const texts = await readTexts(s, sealed)
  const told = new Map(sealed.map(({ place }, at) => [place, texts[at] ?? null]))
  return flags.map((flag) => {
    const reasonAt = (closed: Decided | null, at: number) =>
      reasonIn(closed, told.get(closingPlaceOf(flag, at)) ?? null)
    const earlier = flag.earlier.map((each, at) => {
      return { ...each, closedReason: reasonAt(each.closed, at) }
    })
    return { ...flag, earlier, closedReason: reasonAt(flag.closed, earlier.length) }
  })
}

const closingsOf = ({ earlier, closed }: Flag): (Decided | null)[] => [
  ...earlier.map((each) => each.closed),
  closed,
]
/** What is nobody's alone is sealed with the data of who closed it. */
const concerned = ({ userId }: Flag, by: UserId): UserId => userId ?? by
/** One a closing. */
export const closingPlaceOf = ({ id }: Pick<Flag, 'id'>, at: number): string =>
  at === 0 ? `fraudFlags/${id}/closed` : `fraudFlags/${id}/closed/${at}`

export interface CloseInput {
  readonly adminId: UserId
  readonly id: FlagId
  readonly reason: string
  readonly key?: string | undefined
}

/** A case that is closed already stays as it was. Refuses FLAG_NOT_FOUND, CONFLICT_OF_INTEREST. */
export async function closeFlag(
  s: Pick<Services, 'store' | 'vault' | 'hash' | 'clock' | 'random'>,
  { adminId, id, reason, key = s.random.uuid() }: CloseInput,
): Promise<Result<Done<Flag>>> {
  const { found } = await s.store.read({ found: { kind: 'flag', id } })
  const userId = found ? concerned(found, adminId) : adminId
  const refs = { flag: { kind: 'flag', id }, dataKey: { kind: 'dataKey', id: userId } } as const
  const act = { adminId, route: 'close-flag', key, request: { id, reason } }
  type Decision = Result<Changed<Flag> | Unchanged<Flag>>
  return adminChange(s, act, refs, ({ flag, dataKey }, now): Decision => {
    if (!found || !flag) return refuse('FLAG_NOT_FOUND', NO_CASE)
    if (flag.state === 'closed') return ok({ value: flag })
    if (flag.userId === adminId) {
      return refuse('CONFLICT_OF_INTEREST', 'Another admin must close a case about you.')
    }
    const place = closingPlaceOf(flag, flag.earlier.length)
    const { sealed, changes } = sealText(s, { userId, dataKey, place }, reason)
    const value = closedBy(flag, inWords(adminId, now, sealed))
    const fact = { action: 'flag.close', target: id, before: flag, after: value }
    return ok({ value, changes: [{ ref: refs.flag, value }, ...changes], fact })
  })
}
