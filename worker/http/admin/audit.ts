// Admins read what was changed, and by whom.
import type {
  AuditChain,
  AuditChainList,
  AuditEntryView,
  AuditPage,
} from '../../../shared/api/audit.ts'
import { ok } from '../../../shared/failure.ts'
import { toInstantOrNull } from '../../../shared/instant.ts'
import { type Chain, listChains, type ReadEntry, readChain } from '../../use-cases/read-audit.ts'
import { searchPage } from '../list.ts'
import type { HandlersOf } from '../mount.ts'
import { refused } from '../problem.ts'

export const adminAuditHandlers: HandlersOf<'listAuditChains' | 'readAuditChain'> = {
  listAuditChains: async (c, { user, query }) => {
    const { limit, cursor, ...filters } = query
    const secret = c.var.settings.CURSOR_SECRET
    const scope = { secret, userId: user.userId, list: 'audit-chains', filters }
    const page = await searchPage({ limit, cursor, scope }, async (page) =>
      ok(await listChains(c.var.services, filters.of, page)),
    )
    if (!page.ok) return refused(c, page.failure)
    const { items, nextCursor } = page.value
    return c.json({ items: items.map(chainView), nextCursor } satisfies AuditChainList, 200)
  },

  readAuditChain: async (c, { user, params, query }) => {
    const { limit, cursor, area } = query
    const secret = c.var.settings.CURSOR_SECRET
    const filters = { of: params.id, area }
    const scope = { secret, userId: user.userId, list: 'audit', filters }
    const page = await searchPage({ limit, cursor, scope }, (page) =>
      readChain(c.var.services, params.id, area, page),
    )
    if (!page.ok) return refused(c, page.failure)
    const { head, items, words, nextCursor } = page.value
    const broken = items.find(({ sound }) => !sound)
    const answer: AuditPage = {
      actor: head.actor,
      count: head.seq,
      items: items.map((entry, at) => entryView(entry, words[at] ?? null)),
      nextCursor,
      verified: !broken,
      brokenAt: broken?.seq ?? null,
    }
    return c.json(answer, 200)
  },
}

const chainView = ({ head, last }: Chain): AuditChain => ({
  actor: head.actor,
  count: head.seq,
  lastAt: toInstantOrNull(last?.at ?? null),
  lastAction: last?.action ?? null,
})

const entryView = ({ seq, sound, entry }: ReadEntry, words: string | null): AuditEntryView => ({
  seq,
  sound,
  action: entry?.action ?? null,
  target: entry?.target ?? null,
  words,
  before: factsIn(entry?.before ?? null),
  after: factsIn(entry?.after ?? null),
  at: toInstantOrNull(entry?.at ?? null),
})

const SEALED = new Set(['private', 'rejection'])

/** Sealed text is told as `words`; what is no JSON was written by nobody of ours. */
function factsIn(text: string | null): unknown {
  if (text === null) return null
  try {
    return JSON.parse(text, (name, value: unknown) => (SEALED.has(name) ? undefined : value))
  } catch {
    return text
  }
}
