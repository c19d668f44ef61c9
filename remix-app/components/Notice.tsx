// A message in place: what happened and what to do next.
import { Link } from '@remix-run/react'
import { type ReactNode, useEffect, useRef } from 'react'
import type { Offer } from '../lib/advice.ts'
import type { ProblemView } from '../lib/problem.ts'
import type { StandingNotice } from '../lib/standing.server.ts'
import { useWait } from '../lib/wait.ts'
import { ERRORS } from '../words/errors.ts'
import { Time } from './Figures.tsx'
import { Icon } from './Icon.tsx'

interface NoticeProps {
  readonly tone?: 'info' | 'warn' | 'bad'
  readonly title: string
  readonly children?: ReactNode
}

export function Notice({ tone = 'info', title, children }: NoticeProps) {
  const look = tone === 'info' ? '' : `notice-${tone}`
  return (
    <div className={`notice ${look}`}>
      <span className="notice-icon">
        <Icon name={tone === 'info' ? 'info' : 'alert'} />
      </span>
      <div className="min-w-0">
        <p className="font-semibold">{title}</p>
        {children ? <div className="mt-0.5 text-sm">{children}</div> : null}
      </div>
    </div>
  )
}

/** What an owner must know before trying: a break, a closing account, a pause, tokens owed. */
export function StandingNotices({ notices }: { notices: readonly StandingNotice[] }) {
  return notices.map(({ kind, title, until, text, to, way }) => (
    <Notice key={kind} tone="warn" title={title}>
      <p>
        {until ? (
          <>
            {until.word} <Time at={until.at} />{' '}
          </>
        ) : null}
        {text}
      </p>
      {to ? (
        <Link to={to} className="link link-block">
          {way}
        </Link>
      ) : null}
    </Notice>
  ))
}

/** What was just done, after the form that did it is gone: the focus would be lost with it. */
export function DoneNotice({ title }: { title: string | null }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (title) ref.current?.focus()
  }, [title])
  return (
    <div ref={ref} role="status" tabIndex={-1} className="mb-4 outline-none empty:hidden">
      {title ? <Notice title={title} /> : null}
    </div>
  )
}

interface ProblemNoticeProps {
  readonly problem: ProblemView
  /** What is missing because of it, as the start of a sentence. */
  readonly subject?: string
  /** A link that tries again, for a problem met while reading. */
  readonly retryTo?: string
  /** Moves the focus here, for a problem met while sending. */
  readonly takeFocus?: boolean
  /** Where the missing tokens are bought, with what they are for. */
  readonly buyTo?: string | undefined
}

export function ProblemNotice(props: ProblemNoticeProps) {
  const { problem, subject, retryTo, takeFocus = false, buyTo } = props
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (takeFocus && problem) ref.current?.focus()
  }, [takeFocus, problem])

  const { advice } = problem
  const wait = useWait(problem, ref)
  const title = subject ? ERRORS.notLoaded(subject) : advice.title
  return (
    <div ref={ref} tabIndex={-1} role={takeFocus ? 'alert' : undefined}>
      <Notice tone={advice.offer === 'retry' ? 'warn' : 'bad'} title={title}>
        <p>{wait ?? advice.text}</p>
        <OfferLink offer={advice.offer} className="link link-block" buyTo={buyTo} />
        {advice.offer === 'retry' && retryTo ? (
          <Link to={retryTo} className="link link-block" preventScrollReset>
            {ERRORS.again}
          </Link>
        ) : null}
        <RequestId id={problem.requestId} />
      </Notice>
    </div>
  )
}

const PLACES: Partial<Record<Offer, { readonly to: string; readonly name: string }>> = {
  openOrders: { to: '/wallet/purchases', name: ERRORS.ways.purchases },
  buy: { to: '/wallet/buy', name: ERRORS.ways.buy },
  predictions: { to: '/predictions', name: ERRORS.ways.predictions },
  commitments: { to: '/wallet/commitments', name: ERRORS.ways.commitments },
  limits: { to: '/account#limits', name: ERRORS.ways.limits },
}

interface OfferLinkProps {
  readonly offer: Offer
  readonly className: string
  readonly buyTo?: string | undefined
}

/** The way out of a problem, when it is another page. */
export function OfferLink({ offer, className, buyTo }: OfferLinkProps) {
  const place = PLACES[offer]
  if (!place) return null
  return (
    <Link to={offer === 'buy' && buyTo ? buyTo : place.to} className={className}>
      {place.name}
    </Link>
  )
}

export function RequestId({ id }: { id: string }) {
  if (!id) return null
  return (
    <p className="mt-1 text-xs break-all text-soft">
      {ERRORS.support} <span className="font-mono">{id}</span>
    </p>
  )
}
