// Admins see to messages that died.
import type {
  DeadLetterCase,
  DeadLetterList,
  DeadLetterView,
} from '../../../shared/api/dead-letters.ts'
import type { Result } from '../../../shared/failure.ts'
import { toInstant, toInstantOrNull } from '../../../shared/instant.ts'
import type { DeadLetter } from '../../domain/dead-letter.ts'
import type { Done } from '../../use-cases/admin-change.ts'
import { readDeadLetter } from '../../use-cases/read-dead-letter.ts'
import {
  closeDeadLetter,
  listDeadLetters,
  messageOf,
  type ReadLetter,
  replayDeadLetter,
  withReason,
} from '../../use-cases/see-to-dead-letter.ts'
import { type AppContext, modeOf } from '../app-env.ts'
import { listPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'
import { replayed } from '../replayed.ts'

type Ids = 'listDeadLetters' | 'getDeadLetter' | 'replayDeadLetter' | 'closeDeadLetter'

export const adminDeadLetterHandlers: HandlersOf<Ids> = {
  listDeadLetters: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'dead-letters', filters }
    const page = await listPage(
      { limit, cursor, scope },
      (page) => listDeadLetters(c.var.services, filters, page),
      ({ parkedAt, id }) => ({ at: parkedAt, tie: id }),
      view,
    )
    if (!page.ok) return refused(c, page.failure)
    return c.json(page.value satisfies DeadLetterList, 200)
  },

  getDeadLetter: async (c, { params }) => {
    const found = await readDeadLetter(c.var.services, params.id)
    if (!found.ok) return refused(c, found.failure)
    const { letter, ...about } = found.value
    const answer: DeadLetterCase = { letter: view(letter), ...about, mode: modeOf(c) }
    return c.json(answer, 200)
  },

  replayDeadLetter: async (c, { user, params, key }) => {
    const input = { adminId: user.userId, id: params.id, key }
    return answer(c, await replayDeadLetter(c.var.services, input))
  },

  closeDeadLetter: async (c, { user, params, body, key }) => {
    const input = { adminId: user.userId, id: params.id, key }
    return answer(c, await closeDeadLetter(c.var.services, input, body.reason))
  },
}

async function answer(c: AppContext, result: Result<Done<DeadLetter>>): Promise<Response> {
  if (!result.ok) return refused(c, result.failure)
  replayed(c, result.value.replayed)
  return c.json(view(await withReason(c.var.services, result.value.value)), 200)
}

/** What can't be read may hold anything: only what is ours gets out. */
const view = (letter: ReadLetter): DeadLetterView => ({
  id: letter.id,
  state: letter.state,
  reason: letter.reason,
  message: messageOf(letter),
  attempts: letter.attempts,
  parkedAt: toInstant(letter.parkedAt),
  decidedBy: letter.decided?.by ?? null,
  decidedAt: toInstantOrNull(letter.decided?.at ?? null),
  decidedReason: letter.decidedReason,
})
