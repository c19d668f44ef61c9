// What stands in the form, as everybody will see it. Only to look at: it leads nowhere.
import type { Picture } from '../../lib/prediction-draft.ts'
import { PREVIEW } from '../../words/console-predictions.ts'
import { PredictionCard } from '../PredictionCard.tsx'
import { PredictionHead } from '../PredictionHead.tsx'
import { WhatCounts } from '../WhatCounts.tsx'
import { Panel } from './ConsolePage.tsx'

interface PredictionPreviewProps {
  readonly picture: Picture
  readonly now: number
}

/** Of React 18, which doesn't know the attribute: nothing in it takes the focus or is read out. */
const ONLY_SEEN = { inert: '', 'aria-hidden': true } as const

export function PredictionPreview({ picture, now }: PredictionPreviewProps) {
  const { prediction, isExample } = picture
  // What is not saved has no id, and what only looks needs none.
  const shown = prediction as Parameters<typeof PredictionHead>[0]['prediction']
  return (
    <Panel title={PREVIEW.heading} id="preview" note={PREVIEW.note}>
      <p className="sr-only">{PREVIEW.picture}</p>
      <div {...ONLY_SEEN} className="preview">
        <ul>
          <PredictionCard prediction={shown} now={now} level={3} />
        </ul>
        <p className="mt-4 mb-3 text-sm text-soft">{PREVIEW.page}</p>
        <PredictionHead prediction={shown} now={now} titleId={null} />
        <div className="mt-3">
          <WhatCounts prediction={prediction} titleId={null} />
        </div>
      </div>
      {isExample ? <p className="mt-3 text-sm text-soft">{PREVIEW.example}</p> : null}
    </Panel>
  )
}
