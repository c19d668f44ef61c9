// What an operation is about to read, so that it comes along with the caller's limit: one call to
// Redis instead of two.
import { CommitTokens } from '../../shared/api/predictions.ts'
import type { Ref, VerifiedToken } from '../ports.ts'
import { commitHints } from '../use-cases/commit-tokens.ts'
import type { AppContext } from './app-env.ts'
import { readJson } from './body.ts'
import type { Handlers } from './mount.ts'

type Hints = (c: AppContext, user: VerifiedToken) => Ref[] | Promise<Ref[]>

const HINTS: { readonly [Id in keyof Handlers]?: Hints } = {
  getBalance: (_, { userId }) => [{ kind: 'wallet', id: userId }],

  commitTokens: async (c, { userId }) => {
    const sent = await readJson(c)
    const request = CommitTokens.safeParse(sent.ok ? sent.value : null)
    return request.success ? commitHints(c.var.services, userId, request.data) : []
  },
}

export async function hintsOf(c: AppContext, id: string, user: VerifiedToken): Promise<Ref[]> {
  return (await HINTS[id as keyof Handlers]?.(c, user)) ?? []
}
