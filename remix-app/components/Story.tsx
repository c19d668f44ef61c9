// One movement, told whole.
import { Link } from '@remix-run/react'
import type { AccountName, TransactionStory } from '../../shared/api/wallet.ts'
import { useFormat } from '../lib/locale.ts'
import { lineOf, type RowLine } from '../lib/rows.ts'
import { correctionIn, happened } from '../lib/story.ts'
import { ACCOUNTS, LENT, STORY } from '../words/history.ts'
import { Time } from './Figures.tsx'
import { Change, storyPath } from './HistoryList.tsx'
import { Icon } from './Icon.tsx'
import { BalanceTable, PostingTable } from './MovementTables.tsx'

export function Story({ story }: { story: TransactionStory }) {
  const format = useFormat()
  const line = lineOf(story, format)
  return (
    <article className="card overflow-hidden">
      <Head line={line} />
      <section className="story-part" aria-labelledby="happened">
        <h2 id="happened">{STORY.happened}</h2>
        <p className="mt-2">
          {happened(story, line, format)} {correctionIn(story)}
        </p>
        {line.note && story.type !== 'commit' ? (
          <p className="mt-1 text-soft">{line.note}</p>
        ) : null}
        <Related story={story} />
      </section>
      <Postings story={story} />
      <Balances story={story} />
      <Facts story={story} />
      <Neighbours story={story} />
    </article>
  )
}

function Head({ line }: { line: RowLine }) {
  const look = line.direction === 'none' ? '' : `row-icon-${line.direction}`
  return (
    <header className="story-part flex items-start gap-3.5">
      <span className={`row-icon ${look}`}>
        <Icon name={line.type} />
      </span>
      <div className="min-w-0 flex-1">
        <h1 className="text-2xl">{line.title}</h1>
        {line.subject ? <p className="wrap-anywhere">{line.subject}</p> : null}
        <p className="text-sm text-soft">
          <Time at={line.timestamp} />
        </p>
      </div>
      <div className="text-lg">
        <Change amount={line.amount} direction={line.direction} />
      </div>
    </header>
  )
}

function Related({ story: { relatedId, metadata } }: { story: TransactionStory }) {
  if (!relatedId) return null
  const isPrediction = metadata.predictionTitle !== undefined
  const to = isPrediction ? `/predictions/${relatedId}` : `/wallet/purchases/${relatedId}`
  return (
    <p className="no-print mt-1">
      <Link to={to} className="link link-block">
        {isPrediction ? STORY.prediction : STORY.purchase}
      </Link>
    </p>
  )
}

function Postings({ story: { postings } }: { story: TransactionStory }) {
  const nameOf = (account: AccountName, end: 'from' | 'to') =>
    end === 'from' && account === 'owed' ? LENT : ACCOUNTS[account]
  return (
    <section className="story-part" aria-labelledby="moved">
      <h2 id="moved">{STORY.moved}</h2>
      <PostingTable postings={postings} nameOf={nameOf} words={STORY} />
    </section>
  )
}

function Balances({ story: { before, after } }: { story: TransactionStory }) {
  return (
    <section className="story-part" aria-labelledby="balances">
      <h2 id="balances">{STORY.balances}</h2>
      <BalanceTable before={before} after={after} words={STORY} />
    </section>
  )
}

function Facts({ story: { seq, id } }: { story: TransactionStory }) {
  const format = useFormat()
  return (
    <dl className="story-part text-sm text-soft">
      <div className="sum">
        <dt>{STORY.row}</dt>
        <dd>{format.tokens(seq)}</dd>
      </div>
      <div className="sum">
        <dt>{STORY.id}</dt>
        <dd className="font-mono break-all">{id}</dd>
      </div>
    </dl>
  )
}

function Neighbours({ story: { olderId, newerId } }: { story: TransactionStory }) {
  return (
    <nav aria-label={STORY.neighbours} className="story-part no-print flex flex-wrap gap-3">
      {olderId ? (
        <Link to={storyPath(olderId)} className="btn btn-quiet">
          {STORY.older}
        </Link>
      ) : null}
      {newerId ? (
        <Link to={storyPath(newerId)} className="btn btn-quiet ml-auto">
          {STORY.newer}
        </Link>
      ) : null}
    </nav>
  )
}
