// Creates or updates a package. Prices are typed in dollars and checked against Stripe on saving.
import { Form, Link, useNavigation } from '@remix-run/react'
import type { AdminPackage } from '../../shared/api/tokens.ts'
import { PACKAGES_PATH } from '../lib/console-paths.ts'
import { useErrorFocus } from '../lib/error-focus.ts'
import type { PackageDraft, PackageErrors } from '../lib/package-form.server.ts'
import type { ProblemView } from '../lib/problem.ts'
import { PACKAGE_FIELDS, PACKAGES } from '../words/console-packages.ts'
import { Field } from './Field.tsx'
import { Spinner } from './Icon.tsx'
import { ProblemNotice } from './Notice.tsx'

interface PackageFormProps {
  /** null = a new one. */
  readonly editing: Pick<AdminPackage, 'name'> | null
  readonly draft: Partial<PackageDraft>
  readonly errors: PackageErrors
  readonly problem: ProblemView | null
  readonly formKey: string
}

export function PackageForm({ editing, draft, errors, problem, formKey }: PackageFormProps) {
  const busy = useNavigation().formData?.get('intent') === 'save'
  const form = useErrorFocus(errors)
  return (
    <section aria-labelledby="form-title" className="card p-5 sm:p-8" id="form">
      <h2 id="form-title">{editing ? PACKAGES.changeOf(editing.name) : PACKAGES.create}</h2>
      <Form ref={form} method="post" preventScrollReset noValidate className="mt-4">
        <input type="hidden" name="key" value={formKey} />
        <input type="hidden" name="intent" value="save" />
        {problem ? <ProblemNotice problem={problem} takeFocus /> : null}
        <PackageFields editing={editing} draft={draft} errors={errors} />
        <div className="mt-6 flex flex-wrap gap-3">
          <button type="submit" className="btn btn-primary" aria-disabled={busy}>
            {busy ? <Spinner /> : null}
            {busy ? PACKAGES.saving : PACKAGES.save}
          </button>
          {editing ? (
            <Link to={PACKAGES_PATH} className="btn btn-quiet">
              {PACKAGES.cancel}
            </Link>
          ) : null}
        </div>
      </Form>
    </section>
  )
}

type FieldsProps = Pick<PackageFormProps, 'editing' | 'draft' | 'errors'>

function PackageFields({ editing, draft, errors }: FieldsProps) {
  const text = (name: keyof PackageDraft) => ({
    id: name,
    name,
    defaultValue: draft[name] ?? '',
    error: errors[name],
  })
  return (
    <div className="mt-2 grid gap-x-6 gap-y-4 sm:grid-cols-2">
      <Field
        {...text('id')}
        label={PACKAGE_FIELDS.id}
        hint={editing ? undefined : PACKAGE_FIELDS.idHint}
        readOnly={editing !== null}
        autoCapitalize="none"
      />
      <Field {...text('name')} label={PACKAGE_FIELDS.name} />
      <Field {...text('tokens')} label={PACKAGE_FIELDS.tokens} inputMode="numeric" />
      <Field {...text('bonusTokens')} label={PACKAGE_FIELDS.bonusTokens} inputMode="numeric" />
      <Field {...text('priceUsdCents')} label={PACKAGE_FIELDS.price} inputMode="decimal" />
      <Field
        {...text('stripePriceId')}
        label={PACKAGE_FIELDS.stripePrice}
        hint={PACKAGE_FIELDS.stripePriceHint}
        autoCapitalize="none"
      />
      <div className="flex flex-wrap items-end gap-x-6">
        {editing ? (
          <input type="hidden" name="isActive" value={draft.isActive} />
        ) : (
          <Check name="isActive" label={PACKAGE_FIELDS.isActive} on={draft.isActive !== ''} />
        )}
        <Check name="popular" label={PACKAGE_FIELDS.popular} on={draft.popular === 'on'} />
      </div>
    </div>
  )
}

function Check({ name, label, on }: { name: string; label: string; on: boolean }) {
  return (
    <label className="flex min-h-11 cursor-pointer items-center gap-2.5 font-medium">
      <input type="checkbox" name={name} defaultChecked={on} className="size-5 accent-sea" />
      {label}
    </label>
  )
}
