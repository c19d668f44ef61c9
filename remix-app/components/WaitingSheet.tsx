// What waits on this device: sent by itself when nothing changed, else the person decides.
import { useState } from 'react'
import type { Format } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import type { Change } from '../lib/waiting/decide.ts'
import type { Waiting } from '../lib/waiting/entry.ts'
import type { Item, Queue } from '../lib/waiting/queue.ts'
import { WAITING } from '../words/offline.ts'
import { POSITION_NAMES } from '../words/states.ts'
import { Spinner } from './Icon.tsx'
import { Notice } from './Notice.tsx'
import { Sheet } from './Sheet.tsx'

interface WaitingSheetProps {
  readonly items: readonly Item[]
  readonly queue: Queue
  readonly onClose: () => void
}

export function WaitingSheet({ items, queue, onClose }: WaitingSheetProps) {
  const { title, text, close } = WAITING
  return (
    <Sheet title={title} text={text} openerId="main" onDismiss={onClose} close={close}>
      <ul className="mt-3">
        {items.map((item) => (
          <WaitingItem key={item.entry.id} item={item} queue={queue} />
        ))}
      </ul>
    </Sheet>
  )
}

/** In a few words: `100 tokens to Yes`. */
export function entryWords(entry: Waiting, format: Format): string {
  if (entry.kind === 'purchase') {
    return WAITING.purchase(format.count(entry.tokens + entry.bonusTokens), entry.name)
  }
  return WAITING.commitment(format.count(entry.tokens), POSITION_NAMES[entry.position])
}

export function WaitingItem({ item, queue }: { item: Item; queue: Queue }) {
  const { entry, verdict, refusal } = item
  const format = useFormat()
  const [busy, act] = useBusy()
  const terms =
    entry.kind === 'purchase' ? format.usd(entry.priceUsdCents) : format.odds(entry.oddsBps)
  return (
    <li className="border-t border-line py-4 first:border-0">
      {entry.kind === 'commitment' ? <p className="text-sm wrap-anywhere">{entry.title}</p> : null}
      <p className="font-semibold">
        {entryWords(entry, format)} <span className="font-normal text-soft">({terms})</span>
      </p>
      <p className="text-sm text-soft">
        {WAITING.since(format.instant(new Date(entry.since).toISOString()))}
      </p>
      <div className="mt-2">
        {refusal ? (
          <Notice tone="bad" title={refusal.title}>
            <p>{refusal.text}</p>
          </Notice>
        ) : (
          <State item={item} format={format} />
        )}
      </div>
      <div className="mt-3 flex flex-wrap gap-3">
        {verdict?.kind === 'impossible' || refusal ? null : (
          <button
            type="button"
            className="btn btn-primary"
            aria-disabled={busy}
            onClick={({ detail }) =>
              act(() => (verdict ? queue.confirm(entry.id, verdict) : queue.run()), detail)
            }
          >
            {busy ? <Spinner /> : null}
            {verdict?.kind === 'ask' ? confirmWords(item, format) : WAITING.tryNow}
          </button>
        )}
        <button
          type="button"
          className="btn btn-quiet"
          onClick={() => act(() => queue.discard(entry.id))}
        >
          {WAITING.discard}
        </button>
      </div>
    </li>
  )
}

function State({ item: { entry, verdict }, format }: { item: Item; format: Format }) {
  if (!verdict)
    return <p className="text-sm">{entry.wasSent ? WAITING.notKnown : WAITING.notSent}</p>
  if (verdict.kind === 'impossible') {
    return <Notice tone="bad" title={WAITING.impossible[verdict.why]} />
  }
  if (verdict.changes.length === 0) return <p className="text-sm">{WAITING.sameAsBefore}</p>
  return (
    <>
      <Notice tone="warn" title={WAITING.changed} />
      <table className="then-now mt-2">
        <thead>
          <tr>
            <th scope="col">
              <span className="sr-only">{WAITING.fact}</span>
            </th>
            <th scope="col">{WAITING.before}</th>
            <th scope="col">{WAITING.after}</th>
          </tr>
        </thead>
        <tbody>
          {verdict.changes.map(({ what, before, after }) => (
            <tr key={what}>
              <th scope="row">{WAITING.facts[what]}</th>
              <td>{shown(what, before, format)}</td>
              <td className="font-semibold">{shown(what, after, format)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </>
  )
}

function shown(what: Change['what'], count: number, format: Format): string {
  if (what === 'odds') return format.odds(count)
  return what === 'price' ? format.usd(count) : format.tokens(count)
}

function confirmWords({ entry, verdict }: Item, format: Format): string {
  const changes = verdict?.kind === 'ask' ? verdict.changes : []
  const now = (what: Change['what'], before: number) =>
    changes.find((change) => change.what === what)?.after ?? before
  if (entry.kind === 'purchase') {
    return WAITING.confirmPurchase(format.usd(now('price', entry.priceUsdCents)))
  }
  const odds = format.odds(now('odds', entry.oddsBps))
  const tokens = format.count(entry.tokens)
  return WAITING.confirmCommitment(tokens, POSITION_NAMES[entry.position], odds)
}

function useBusy() {
  const [busy, setBusy] = useState(false)
  // Of two quick presses the second would do what the button has only just become.
  const act = (work: () => Promise<void>, presses = 1) => {
    if (busy || presses > 1) return
    setBusy(true)
    void work().finally(() => setBusy(false))
  }
  return [busy, act] as const
}
