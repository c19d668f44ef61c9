// Cases: what waits for people, and how one is closed.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { FlagId, UserId } from '../../shared/ids.ts'
import { closedBy, type Flag } from '../domain/flag.ts'
import type { FlagFilter, Page, Services } from '../ports.ts'
import { adminChange, type Changed, type Done, type Unchanged } from './admin-change.ts'

/** Newest first. */
export const listFlags = (
  s: Pick<Services, 'store'>,
  filter: FlagFilter,
  page: Page,
): Promise<Flag[]> => s.store.flags(filter, page)

export interface CloseInput {
  readonly adminId: UserId
  readonly id: FlagId
  readonly reason: string
  readonly key?: string | undefined
}

/** A case that is closed already stays as it was closed. Refuses FLAG_NOT_FOUND. */
export async function closeFlag(
  s: Pick<Services, 'store' | 'hash' | 'clock' | 'random'>,
  { adminId, id, reason, key = s.random.uuid() }: CloseInput,
): Promise<Result<Done<Flag>>> {
  const refs = { flag: { kind: 'flag', id } } as const
  const act = { adminId, route: 'close-flag', key, request: { id, reason } }
  return adminChange(s, act, refs, ({ flag }, now): Result<Changed<Flag> | Unchanged<Flag>> => {
    if (!flag) return refuse('FLAG_NOT_FOUND', 'Choose one of the listed cases.')
    if (flag.state === 'closed') return ok({ value: flag })
    const value = closedBy(flag, { by: adminId, at: now, reason })
    const fact = { action: 'flag.close', target: id, before: flag, after: value }
    return ok({ value, changes: [{ ref: refs.flag, value }], fact })
  })
}
