// Asks for a password reset. The answer is the same whether the e-mail has an account or not.
import { type FormEvent, useState } from 'react'
import type { BrowserSettings } from '../../shared/pages.ts'
import { useHydrated } from '../lib/browser.ts'
import { askForReset, loadFirebase } from '../lib/session.ts'
import { type AuthTrouble, RESET } from '../words/auth.ts'
import { EMAIL, NeedsScript, useTroubleFocus } from './AuthForm.tsx'
import { Field } from './Field.tsx'
import { Spinner } from './Icon.tsx'
import { Notice } from './Notice.tsx'

type State = 'idle' | 'busy' | 'sent'

interface ResetFormProps {
  readonly settings: BrowserSettings
  /** As known already. */
  readonly email: string
}

export function ResetForm({ settings, email: known }: ResetFormProps) {
  const [state, setState] = useState<State>('idle')
  const [trouble, setTrouble] = useState<AuthTrouble | null>(null)
  const [sentTo, setSentTo] = useState('')
  const hydrated = useHydrated()
  const form = useTroubleFocus(trouble)

  async function onSubmit(event: FormEvent<HTMLFormElement>) {
    event.preventDefault()
    if (state === 'busy') return
    const email = String(new FormData(event.currentTarget).get('email') ?? '').trim()
    setState('busy')
    setTrouble(null)
    const met = await askForReset(settings, email)
    setTrouble(met)
    setSentTo(email)
    setState(met ? 'idle' : 'sent')
  }

  if (state === 'sent') return <Sent email={sentTo} />
  return (
    <form
      ref={form}
      method="post"
      onSubmit={onSubmit}
      onFocus={() => void loadFirebase().catch(() => null)}
      className="mt-6 grid gap-4"
    >
      <NeedsScript />
      {trouble && trouble.field !== 'email' ? (
        <div tabIndex={-1} role="alert" data-trouble>
          <Notice tone="bad" title={trouble.text} />
        </div>
      ) : null}
      <Field
        {...EMAIL}
        defaultValue={known}
        error={trouble?.field === 'email' ? trouble.text : null}
      />
      <SendButton busy={state === 'busy'} ready={hydrated} />
    </form>
  )
}

function SendButton({ busy, ready }: { busy: boolean; ready: boolean }) {
  return (
    <button type="submit" className="btn btn-primary" disabled={!ready} aria-disabled={busy}>
      {busy ? <Spinner /> : null}
      {busy ? RESET.busy : RESET.verb}
    </button>
  )
}

function Sent({ email }: { email: string }) {
  return (
    <div role="status" className="mt-6">
      <Notice title={RESET.sent}>
        <p className="wrap-anywhere">{RESET.sentText(email)}</p>
        <p className="mt-2">{RESET.notThere}</p>
      </Notice>
    </div>
  )
}
