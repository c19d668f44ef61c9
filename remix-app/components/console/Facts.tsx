// Names and values under each other, and the small things values are made of.
import { Link } from '@remix-run/react'
import type { ReactNode } from 'react'
import { useFormat } from '../../lib/locale.ts'
import { CONSOLE } from '../../words/console.ts'

export type Fact = readonly [name: string, value: ReactNode]

const NO_VALUE = new Set<ReactNode>([null, undefined, false, ''])

/** What has no value (null, undefined, false, '') is left out. */
export function Facts({ facts }: { facts: readonly Fact[] }) {
  const told = facts.filter(([, value]) => !NO_VALUE.has(value))
  return (
    <dl className="facts">
      {told.map(([name, value]) => (
        <div key={name}>
          <dt>{name}</dt>
          <dd>{typeof value === 'string' ? broken(value) : value}</dd>
        </div>
      ))}
    </dl>
  )
}

/** Amounts and times don't break elsewhere; a column here may be narrower than one of them. */
const broken = (text: string): string => text.replaceAll('\u00a0', ' ')

/** A time in the admin's zone; in UTC, as it stands in the books, for who points at it. */
export function When({ at }: { at: string | null }) {
  const format = useFormat()
  if (at === null) return CONSOLE.none
  return (
    <time dateTime={at} title={at} suppressHydrationWarning>
      {broken(format.instant(at))}
    </time>
  )
}

/** An id of Stripe's, and the way to its page in Stripe's dashboard. */
export function StripeId({ id, page }: { id: string; page: string }) {
  return (
    <>
      <Id id={id} />
      <br />
      <a href={page} rel="noreferrer" className="link row-link">
        {CONSOLE.atStripe}
      </a>
    </>
  )
}

/** An id as it is, whole: it can be marked and copied. */
export function Id({ id, to }: { id: string | null; to?: string | null }) {
  if (id === null) return CONSOLE.none
  const text = <span className="font-mono text-[0.8125rem] break-all">{id}</span>
  return to ? (
    <Link to={to} className="link row-link">
      {text}
    </Link>
  ) : (
    text
  )
}
