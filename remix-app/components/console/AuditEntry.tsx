// One change: who reads it sees at once what became of what.
import type { Difference, EntryLine, Told } from '../../lib/audit-entry.server.ts'
import { useFormat } from '../../lib/locale.ts'
import { CHAIN } from '../../words/console-audit.ts'
import { Badge } from '../Figures.tsx'
import { Id, When } from './Facts.tsx'

export function AuditEntry({ entry }: { entry: EntryLine }) {
  const format = useFormat()
  const { seq, sound, action, at, target, to, words } = entry
  return (
    <li className="entry" id={`entry-${seq}`}>
      <div className="entry-line">
        <div className="min-w-0">
          <h2 className="text-base font-semibold">{action ?? CHAIN.entryMissing}</h2>
          {target ? <Id id={target} to={to} /> : null}
        </div>
        <p className="text-sm text-soft">
          {CHAIN.entry(format.tokens(seq))}
          {at ? (
            <>
              {' · '}
              <When at={at} />
            </>
          ) : null}
        </p>
      </div>
      {sound ? null : (
        <p className="mt-1">
          <Badge tone="bad" name={CHAIN.entryBroken} />
        </p>
      )}
      {words ? (
        <p className="mt-2 wrap-anywhere">
          <span className="text-soft">{CHAIN.words}: </span>
          {words}
        </p>
      ) : null}
      {action ? <Changes entry={entry} /> : null}
    </li>
  )
}

function Changes({ entry: { changes, made } }: { entry: EntryLine }) {
  if (changes.length === 0) return <p className="mt-2 text-sm text-soft">{CHAIN.nothing}</p>
  const table = (
    <table className="changes mt-1">
      <caption className="sr-only">{CHAIN.what}</caption>
      <tbody>
        {changes.map((change) => (
          <tr key={change.name}>
            <th scope="row">{change.name}</th>
            <td>
              <Change {...change} />
            </td>
          </tr>
        ))}
      </tbody>
    </table>
  )
  if (!made) return table
  // All of it is new: there is nothing to compare.
  return (
    <details className="mt-1">
      <summary className="link link-block text-sm">{CHAIN.made}</summary>
      {table}
    </details>
  )
}

function Change({ was, is }: Pick<Difference, 'was' | 'is'>) {
  return (
    <>
      {was ? (
        <del>
          <span className="sr-only">{CHAIN.was} </span>
          <Value {...was} />
        </del>
      ) : null}
      {was && is ? ' → ' : null}
      {is ? (
        <ins>
          <span className="sr-only">{CHAIN.is} </span>
          <Value {...is} />
        </ins>
      ) : null}
    </>
  )
}

const Value = ({ text, utc }: Told) =>
  utc ? (
    <time dateTime={utc} title={utc}>
      {text}
    </time>
  ) : (
    text
  )
