// What an owner must know before trying: a break, a closing account, a pause, tokens owed.
import { Link } from '@remix-run/react'
import type { StandingNotice } from '../lib/standing.server.ts'
import { Time } from './Figures.tsx'
import { Notice } from './Notice.tsx'

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
