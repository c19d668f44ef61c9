// One act of an admin: what it will do, the fields it needs, and the button. Closed until it is
// meant, and works without scripts.
import { Form, useNavigation } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { ConsoleSent } from '../../lib/console-sent.ts'
import { useErrorFocus } from '../../lib/error-focus.ts'
import { CONSOLE } from '../../words/console.ts'
import { Field } from '../Field.tsx'
import { Spinner } from '../Icon.tsx'
import { ProblemNotice } from '../Notice.tsx'

interface ActFormProps {
  readonly intent: string
  /** On the button that opens it; without one it stands open. */
  readonly opener?: string
  /** What will happen, and to how many tokens. */
  readonly text?: ReactNode
  readonly verb: string
  readonly formKey: string
  /** What this form came back with. */
  readonly sent: ConsoleSent | null
  /** The one thing to do next on this page. */
  readonly isMain?: boolean
  readonly children?: ReactNode
}

export function ActForm({ opener, ...form }: ActFormProps) {
  if (!opener) return <Act {...form} />
  return (
    <details className="act" open={form.sent !== null}>
      <summary className="btn btn-quiet">{opener}</summary>
      <div className="mt-4">
        <Act {...form} />
      </div>
    </details>
  )
}

function Act(props: Omit<ActFormProps, 'opener'>) {
  const { intent, text, verb, formKey, sent, isMain = false, children } = props
  const { formMethod, formData } = useNavigation()
  const isBusy = formMethod === 'POST' && formData?.get('intent') === intent
  const form = useErrorFocus(sent?.errors)
  return (
    <Form ref={form} method="post" preventScrollReset noValidate className="grid max-w-xl gap-4">
      <input type="hidden" name="key" value={sent?.key ?? formKey} />
      <input type="hidden" name="intent" value={intent} />
      {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
      {text ? <div>{text}</div> : null}
      {children}
      <div>
        <button
          type="submit"
          className={`btn ${isMain ? 'btn-primary' : 'btn-quiet'}`}
          aria-disabled={isBusy}
        >
          {isBusy ? <Spinner /> : null}
          {isBusy ? CONSOLE.working : verb}
        </button>
      </div>
    </Form>
  )
}

interface ReasonFieldProps {
  readonly intent: string
  readonly sent: ConsoleSent | null
  readonly name?: string
  readonly label?: string
}

/** Why: what an audit asks for. */
export function ReasonField(props: ReasonFieldProps) {
  const { intent, sent, name = 'reason', label = CONSOLE.reason } = props
  return (
    <Field
      id={`${intent}-${name}`}
      name={name}
      label={label}
      hint={CONSOLE.reasonHint}
      error={sent?.errors[name]}
      defaultValue={sent?.values[name] ?? ''}
      maxLength={500}
      autoComplete="off"
    />
  )
}
