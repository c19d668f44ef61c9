// Forms that can't wait for a connection: when it is lost on the way, the page and what was typed
// stay, and the tray says that nobody knows whether it arrived.
import type { ClientActionFunctionArgs } from '@remix-run/react'

/** On the window: a form got no answer. */
export const LOST = 'kai-lost'

/** `kept`: there is nothing to read anew (revalidate.ts). It is shown as no answer (sent.ts). */
const UNANSWERED = { unanswered: true, kept: 'lost' } as const

export async function clientAction({
  serverAction,
}: Pick<ClientActionFunctionArgs, 'serverAction'>): Promise<unknown> {
  try {
    return await serverAction()
  } catch (thrown) {
    // Redirects and refusals are thrown as well; they are answers.
    if (!(thrown instanceof Error)) throw thrown
    window.dispatchEvent(new Event(LOST))
    return UNANSWERED
  }
}
