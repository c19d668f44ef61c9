// The words that a prediction is decided by, and what they were when others committed on them.
import type { PredictionView } from '../../shared/api/predictions.ts'
import { HEAD } from '../words/predictions.ts'
import { Time } from './Figures.tsx'

type Words = Pick<PredictionView, 'title' | 'description' | 'earlierWords'>

export function WhatCounts({
  prediction: { title, description, earlierWords },
  titleId = 'about-title',
}: {
  prediction: Words
  titleId?: string | null
}) {
  return (
    <section aria-labelledby={titleId ?? undefined} className="card p-5 sm:p-6">
      <h2 id={titleId ?? undefined}>{HEAD.whatCounts}</h2>
      <p className="mt-2 wrap-anywhere whitespace-pre-line">
        <bdi>{description}</bdi>
      </p>
      {earlierWords.toReversed().map((words) => (
        <div key={words.until} className="mt-4 border-t border-line pt-4 text-sm">
          <p className="text-muted">
            {HEAD.saidUntil} <Time at={words.until} />
          </p>
          {words.title === title ? null : (
            <p className="mt-1 font-semibold wrap-anywhere">
              <bdi>{words.title}</bdi>
            </p>
          )}
          <p className="mt-1 wrap-anywhere whitespace-pre-line">
            <bdi>{words.description}</bdi>
          </p>
        </div>
      ))}
    </section>
  )
}
