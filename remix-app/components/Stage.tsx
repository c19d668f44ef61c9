// The frame of a purchase's message: a sign, a headline, words, what to do.
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import type { StandingNotice } from '../lib/standing.server.ts'
import { PURCHASE } from '../words/purchase-page.ts'
import { Icon, type IconName, Spinner } from './Icon.tsx'
import { StandingNotices } from './Notice.tsx'

interface StageProps {
  /** null = the page is waiting. */
  readonly icon: IconName | null
  readonly tone: 'good' | 'wait' | 'bad'
  readonly title: string
  readonly children: ReactNode
}

export function Stage({ icon, tone, title, children }: StageProps) {
  return (
    <>
      <span className={`badge badge-${tone} mb-5 size-14 justify-center p-0`} aria-hidden="true">
        {icon ? <Icon name={icon} className="size-7" /> : <Spinner className="size-7" />}
      </span>
      <h1>{title}</h1>
      <div className="mt-3 text-lg text-soft">{children}</div>
    </>
  )
}

export const Row = ({ children }: { children: ReactNode }) => (
  <div className="no-print mt-6 grid gap-3 sm:flex sm:flex-wrap">{children}</div>
)

/** On with what somebody was about to do, else to the wallet. */
export function Onward({ back, isQuiet }: { back: string | null; isQuiet?: boolean }) {
  return (
    <Link to={back ?? '/wallet'} className={isQuiet ? 'btn btn-quiet' : 'btn btn-primary'}>
      {back ? PURCHASE.back : PURCHASE.wallet}
    </Link>
  )
}

/** Why nothing more is offered. */
export function Stopped({ notices }: { notices: readonly StandingNotice[] }) {
  if (notices.length === 0) return null
  return (
    <div className="mt-6 grid gap-3 text-base text-ink">
      <StandingNotices notices={notices} />
    </div>
  )
}
