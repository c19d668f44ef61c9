// Browser sessions: a fresh sign-in is traded for a cookie.

import type * as z from 'zod'
import type { ListeningView, SessionView } from '../../shared/api/session.ts'
import { FAILURES } from '../../shared/failure.ts'
import type { AppContext } from './app-env.ts'
import type { HandlersOf } from './mount.ts'
import { forgetName } from './name-cookie.ts'
import { problem } from './problem.ts'
import { clearSession, SESSION_SECONDS, setSession } from './session-cookie.ts'
import { isSignedOut } from './signed-out.ts'

const FRESH_SECONDS = 300

type Ids = 'startSession' | 'endSession' | 'endAllSessions' | 'startListening'

export const sessionHandlers: HandlersOf<Ids> = {
  startSession: async (c, { body }) => {
    const { identity, clock } = c.var.services
    const user = await identity.verifyIdToken(body.idToken)
    if (!user || clock.now() / 1000 - user.authTime >= FRESH_SECONDS) return signInAgain(c)
    const state = await identity.accountState(user.userId, user.authTime)
    if (state === 'disabled') return problem(c, 'ACCOUNT_DISABLED')
    if (state === 'revoked' || (await isSignedOut(c, user, false))) return signInAgain(c)
    const cookie = await identity.createSession(body.idToken, SESSION_SECONDS)
    if (cookie === null) return signInAgain(c)
    setSession(c, cookie)
    forgetName(c)
    const view: z.infer<typeof SessionView> = { userId: user.userId, admin: user.admin }
    return c.json(view, 200)
  },

  endSession: (c) => {
    clearSession(c)
    forgetName(c)
    return c.body(null, 204)
  },

  endAllSessions: async (c, { user }) => {
    await c.var.services.identity.signOutEverywhere(user.userId)
    clearSession(c)
    forgetName(c)
    return c.body(null, 204)
  },

  startListening: async (c, { user }) => {
    const token = await c.var.services.identity.listeningToken(user.userId)
    if (token === null) return problem(c, 'LISTENING_UNAVAILABLE')
    return c.json({ userId: user.userId, token } satisfies ListeningView, 200)
  },
}

function signInAgain(c: AppContext): Response {
  return problem(c, 'UNAUTHENTICATED', `${FAILURES.UNAUTHENTICATED.title}: the token is too old.`)
}
