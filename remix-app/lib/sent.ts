// What the last form came to. React Router forgets it when a page reads its data again; with it
// would go the form's key, and a second try after an outage would be a second purchase.
import { useActionData, useLocation, useNavigation } from '@remix-run/react'
import { useState } from 'react'

/** A lost answer says nothing about the form (lib/lost.ts). */
const isAnswer = (sent: unknown): boolean =>
  !(typeof sent === 'object' && sent && 'unanswered' in sent)

type Sent<Action> = ReturnType<typeof useActionData<Action>>

export function useSent<Action>(): Sent<Action> {
  const last = useActionData<Action>()
  const sent = isAnswer(last) ? last : undefined
  // Of the visit: the next form, or another page, has another one.
  const { key } = useLocation()
  const [kept, keep] = useState({ key, sent })
  if (sent !== undefined && (sent !== kept.sent || key !== kept.key)) keep({ key, sent })
  if (sent !== undefined) return sent
  return kept.key === key ? kept.sent : undefined
}

/** As `useSent`, once the page has been read again too: both tell the same then. */
export function useSettled<Action>(): Sent<Action> {
  const sent = useSent<Action>()
  const { state } = useNavigation()
  const [shown, show] = useState(sent)
  if (state === 'idle' && shown !== sent) show(sent)
  return state === 'idle' ? sent : shown
}
