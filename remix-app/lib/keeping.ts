// Forms whose sending failed for want of a connection: nothing typed is lost, and what can wait is
// kept on this device. Who keeps (lib/waiting) is loaded when the page is idle.
import type { ClientActionFunctionArgs } from '@remix-run/react'

/**
 * `waiting`: never left this device. `unknown`: its answer was lost. `another`: one waits already.
 * `lost`: could not be kept either; the form still has its key.
 */
export type Kept = 'waiting' | 'unknown' | 'another' | 'lost'

export interface Keeper {
  /** Another form of the same kind waits: this one must not be sent past it. */
  isTaken(form: FormData): boolean
  keep(form: FormData, wasSent: boolean): Promise<Kept>
  /** The server has answered this form after all. */
  answered(form: FormData): void
}

/** On the window: nothing waits any more, and no form may go on saying so. */
export const NOTHING_WAITS = 'kai-nothing-waits'

let keeper: Keeper | null = null
export const setKeeper = (ready: Keeper | null): void => {
  keeper = ready
}

/** `shown`: what the page shows of a form that got no answer. */
export async function sendOrKeep(
  { request, serverAction }: Pick<ClientActionFunctionArgs, 'request' | 'serverAction'>,
  shown: (form: FormData, kept: Kept) => unknown,
): Promise<unknown> {
  const form = await request.clone().formData()
  if (keeper?.isTaken(form)) return shown(form, 'another')
  const isSent = navigator.onLine
  try {
    if (isSent) {
      const answer = await serverAction()
      if (isSettled(answer)) keeper?.answered(form)
      return answer
    }
  } catch (thrown) {
    if (!(thrown instanceof Error)) {
      if (!leadsToSignIn(thrown) && isSettled({ problem: thrown })) keeper?.answered(form)
      throw thrown
    }
  }
  return shown(form, (await keeper?.keep(form, isSent)) ?? 'lost')
}

/** An outage leaves open whether it happened: then it goes on waiting under its key. */
function isSettled(answer: unknown): boolean {
  const { problem } = (answer ?? {}) as { problem?: { status?: number } | null }
  const status = problem?.status ?? 200
  return status !== 429 && status < 500
}

/** Redirects and refusals are thrown as well; they are answers. */
const leadsToSignIn = (thrown: unknown): boolean =>
  thrown instanceof Response && /^\/sign-in\b/.test(thrown.headers.get('location') ?? '')
