// What a resolution would do, added up just now; nothing has happened yet.
import { Form, Link, useNavigation } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import type { ResolutionPreview as Preview } from '../../shared/api/resolutions.ts'
import type { Outcome } from '../../shared/api/predictions.ts'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import type { ResolveDraft } from '../lib/resolve-form.server.ts'
import { RESOLVE } from '../words/admin.ts'
import { OUTCOME_NAMES } from '../words/states.ts'
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
        {outcome === 'void' ? RESOLVE.ifVoid : RESOLVE.ifResult(OUTCOME_NAMES[outcome])}
      </h2>
      <p className="mt-1 text-soft">{RESOLVE.nothingYet}</p>
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
          <Notice tone="warn" title={RESOLVE.wouldOwe(format.count(owed))}>
            <p>
              {RESOLVE.spent} {owedIsPartial ? RESOLVE.partial : null}
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
          {busy ? RESOLVE.resolving : confirmOf(outcome, draft.version !== null)}
        </button>
        <Link to="." className="link link-block" preventScrollReset>
          {RESOLVE.another}
        </Link>
      </div>
    </Form>
  )
}

function confirmOf(outcome: Outcome, again: boolean): string {
  if (outcome === 'void') return again ? RESOLVE.correctToVoid : RESOLVE.voidIt
  const name = OUTCOME_NAMES[outcome]
  return again ? RESOLVE.correctTo(name) : RESOLVE.resolveAs(name)
}

const FACTS = RESOLVE.facts

function factsOf(outcome: Outcome, preview: Preview, format: Format): [string, string][] {
  const { winners, losers, refunds, stakes, payouts, houseResult } = preview
  const people: [string, string][] =
    outcome === 'void'
      ? [[FACTS.refunds, format.tokens(refunds)]]
      : [
          [FACTS.winners, format.tokens(winners)],
          [FACTS.losers, format.tokens(losers)],
          ...(refunds > 0 ? [[FACTS.late, format.tokens(refunds)] as [string, string]] : []),
        ]
  const house = `${houseResult < 0 ? '\u2212' : '+'}${format.tokens(Math.abs(houseResult))}`
  return [
    ...people,
    [FACTS.stakes, format.tokens(stakes)],
    [FACTS.payouts, format.tokens(payouts)],
    [FACTS.house, houseResult === 0 ? '0' : house],
  ]
}
