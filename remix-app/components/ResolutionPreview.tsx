// What a resolution would do, added up just now; nothing has happened yet.
import { Form, Link, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { ResolutionPreview as Preview } from '../../shared/api/payouts.ts'
import type { Outcome } from '../../shared/api/predictions.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { OUTCOME_NAMES } from '../lib/predictions.ts'
import type { ResolveDraft } from '../lib/resolve-form.server.ts'
import { Notice } from './Notice.tsx'

interface ResolutionPreviewProps {
  readonly outcome: Outcome
  readonly preview: Preview
  readonly draft: ResolveDraft
}

export function ResolutionPreview({ outcome, preview, draft }: ResolutionPreviewProps) {
  const format = useFormat()
  const title = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (preview) title.current?.focus()
  }, [preview])
  const { owed, owedIsPartial } = preview
  return (
    <section aria-labelledby="preview-title" className="card p-5 sm:p-6" id="resolve">
      <h2 id="preview-title" ref={title} tabIndex={-1} className="outline-none">
        {outcome === 'void' ? 'If it is called off' : `If the result is ${OUTCOME_NAMES[outcome]}`}
      </h2>
      <p className="mt-1 text-soft">Nothing has happened yet.</p>
      <dl className="mt-3">
        {factsOf(outcome, preview, format).map(([name, value]) => (
          <div key={name} className="sum border-b border-line last:border-0">
            <dt className="text-soft">{name}</dt>
            <dd className="font-semibold tabular-nums">{value}</dd>
          </div>
        ))}
      </dl>
      {owed > 0 ? (
        <div className="mt-4">
          <Notice tone="warn" title={`People would owe ${format.count(owed)}`}>
            <p>
              They have spent what is taken back. Their next tokens repay it.
              {owedIsPartial ? ' There are too many commitments to add up all of it here.' : ''}
            </p>
          </Notice>
        </div>
      ) : null}
      <Confirm outcome={outcome} draft={draft} />
    </section>
  )
}

function Confirm({ outcome, draft }: Pick<ResolutionPreviewProps, 'outcome' | 'draft'>) {
  const busy = useNavigation().formData?.get('intent') === 'resolve'
  return (
    <Form method="post" replace preventScrollReset className="mt-5">
      <input type="hidden" name="intent" value="resolve" />
      <input type="hidden" name="key" value={draft.key} />
      <input type="hidden" name="outcome" value={outcome} />
      <input type="hidden" name="reason" value={draft.reason} />
      {draft.version === null ? null : <input type="hidden" name="version" value={draft.version} />}
      <div className="flex flex-wrap items-center gap-3">
        <button type="submit" className="btn btn-primary" aria-disabled={busy}>
          {busy ? 'Resolving…' : confirmOf(outcome, draft.version !== null)}
        </button>
        <Link to="." className="link link-block" preventScrollReset>
          Choose another outcome
        </Link>
      </div>
    </Form>
  )
}

function confirmOf(outcome: Outcome, again: boolean): string {
  if (outcome === 'void')
    return again ? 'Correct: call it off and refund' : 'Call it off and refund'
  const name = OUTCOME_NAMES[outcome]
  return again ? `Correct to ${name} and pay` : `Resolve as ${name} and pay`
}

function factsOf(outcome: Outcome, preview: Preview, format: Format): [string, string][] {
  const { winners, losers, refunds, stakes, payouts, houseResult } = preview
  const people: [string, string][] =
    outcome === 'void'
      ? [['Commitments refunded', format.tokens(refunds)]]
      : [
          ['Commitments that win', format.tokens(winners)],
          ['Commitments that lose', format.tokens(losers)],
          ...(refunds > 0 ? [['Refunded (late)', format.tokens(refunds)] as [string, string]] : []),
        ]
  const house = `${houseResult < 0 ? '\u2212' : '+'}${format.tokens(Math.abs(houseResult))}`
  return [
    ...people,
    ['Tokens committed', format.tokens(stakes)],
    ['Tokens paid to people', format.tokens(payouts)],
    ['Result of the house', houseResult === 0 ? '0' : house],
  ]
}
