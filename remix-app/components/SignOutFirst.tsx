// Signing out while something waits discards it: the person is asked before.
import { useEffect, useState } from 'react'
import { WAITING } from '../words/offline.ts'
import { Sheet } from './Sheet.tsx'

interface SignOutFirstProps {
  /** What waits. */
  readonly words: string
  readonly discard: () => Promise<void>
}

export function SignOutFirst({ words, discard }: SignOutFirstProps) {
  const [form, setForm] = useState<HTMLFormElement | null>(null)
  useEffect(() => {
    const ask = (event: Event) => {
      if (!(event.target instanceof HTMLFormElement)) return
      if (event.target.getAttribute('action') !== '/sign-out') return
      event.preventDefault()
      event.stopPropagation()
      setForm(event.target)
    }
    window.addEventListener('submit', ask, true)
    return () => window.removeEventListener('submit', ask, true)
  }, [])
  if (!form) return null
  return <Question words={words} form={form} discard={discard} onStay={() => setForm(null)} />
}

interface QuestionProps extends SignOutFirstProps {
  readonly form: HTMLFormElement
  readonly onStay: () => void
}

function Question({ words, form, discard, onStay }: QuestionProps) {
  const { signOutTitle, signOutText } = WAITING
  return (
    <Sheet title={signOutTitle} text={signOutText(words)} openerId="main" onDismiss={onStay}>
      <div className="mt-5 flex flex-wrap gap-3">
        <button
          type="button"
          className="btn btn-primary"
          // Not `requestSubmit`: that would ask again.
          onClick={() => void discard().then(() => form.submit())}
        >
          {WAITING.signOut}
        </button>
        <button type="button" className="btn btn-quiet" onClick={onStay}>
          {WAITING.stay}
        </button>
      </div>
    </Sheet>
  )
}
