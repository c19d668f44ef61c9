// The own name, and the e-mail it belongs to.
import { Form, Link, useNavigation } from '@remix-run/react'
import { useErrorFocus } from '../lib/error-focus.ts'
import type { ProblemView } from '../lib/problem.ts'
import { PROFILE } from '../words/account.ts'
import { Field } from './Field.tsx'
import { ProblemNotice } from './Notice.tsx'

interface ProfileFormProps {
  readonly email: string | null
  /** As saved, or as it was sent and not taken. */
  readonly name: string
  readonly sent: {
    readonly errors: { readonly displayName?: string | undefined }
    readonly problem: ProblemView | null
  } | null
}

export function ProfileForm({ email, name, sent }: ProfileFormProps) {
  const form = useErrorFocus(sent?.errors)
  const busy = useNavigation().formData?.get('intent') === 'profile'
  return (
    <div className="card p-5 sm:p-6">
      <p className="text-sm text-soft">{PROFILE.signedInAs}</p>
      <p className="font-semibold break-all">{email ?? PROFILE.noEmail}</p>
      {email ? (
        <Link to="/reset-password" className="link link-block">
          {PROFILE.password}
        </Link>
      ) : null}
      <Form ref={form} method="post" replace preventScrollReset noValidate className="mt-4">
        <input type="hidden" name="intent" value="profile" />
        {sent?.problem ? <ProblemNotice problem={sent.problem} takeFocus /> : null}
        <div className="max-w-md">
          <Field
            id="displayName"
            name="displayName"
            label={PROFILE.label}
            hint={PROFILE.hint}
            dir="auto"
            autoComplete="nickname"
            enterKeyHint="done"
            defaultValue={name}
            error={sent?.errors.displayName}
          />
        </div>
        <button type="submit" className="btn btn-primary mt-5" aria-disabled={busy}>
          {busy ? PROFILE.saving : PROFILE.save}
        </button>
      </Form>
    </div>
  )
}
