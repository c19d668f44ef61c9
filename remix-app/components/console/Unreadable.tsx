// What belongs here and can't be shown, because somebody changed it past the product: by its names.
import { Link } from '@remix-run/react'
import { plural } from '../../lib/format.ts'
import { useFormat } from '../../lib/locale.ts'
import { UNREADABLE } from '../../words/console.ts'
import { Notice } from '../Notice.tsx'
import { Id } from './Facts.tsx'

interface UnreadableProps {
  readonly entries: readonly { readonly id: string }[] | undefined
  /** Where there is more about one, if there is. */
  readonly pathOf?: ((id: string) => string) | undefined
}

export function Unreadable({ entries = [], pathOf }: UnreadableProps) {
  const format = useFormat()
  if (entries.length === 0) return null
  const { length } = entries
  const title = `${format.tokens(length)} ${plural(length, UNREADABLE.entries)}`
  return (
    <div className="mb-4">
      <Notice tone="bad" title={title}>
        <p>{UNREADABLE.text}</p>
        <ul className="mt-1">
          {entries.map(({ id }) => (
            <li key={id}>
              <Id id={id} to={pathOf?.(id) ?? null} />
            </li>
          ))}
        </ul>
        <Link to="/admin/cases?state=open" className="link link-block">
          {UNREADABLE.cases}
        </Link>
      </Notice>
    </div>
  )
}
