// What an owner must know before trying: a break, a closing account, a pause, tokens owed.
import { Link } from '@remix-run/react'
import type { StandingNotice } from '../lib/standing.server.ts'
import { Notice } from './Notice.tsx'

export function StandingNotices({ notices }: { notices: readonly StandingNotice[] }) {
  return notices.map(({ title, text, to, way }) => (
    <Notice key={title} tone="warn" title={title}>
      <p>{text}</p>
      {to ? (
        <Link to={to} className="link link-block">
          {way}
        </Link>
      ) : null}
    </Notice>
  ))
}
