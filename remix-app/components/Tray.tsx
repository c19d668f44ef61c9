// At the foot of every page, laid over it so that nothing moves: whether what is shown is true now,
// and what waits for the connection. Loaded when the page is idle.
import { Link, useLocation, useNavigate, useRouteLoaderData } from '@remix-run/react'
import { type ReactNode, useEffect, useRef, useState } from 'react'
import type { Viewer } from '../../shared/pages.ts'
import { type Connection, guardPage, useConnection } from '../lib/connection.ts'
import { arriveAt, forgetDraft, keepDrafts } from '../lib/drafts.ts'
import { type Format, plural } from '../lib/format.ts'
import { useFormat } from '../lib/locale.ts'
import { LOST } from '../lib/lost.ts'
import { useNews } from '../lib/news.ts'
import { useReadAgain } from '../lib/read-again.ts'
import type { Ended, Item } from '../lib/waiting/queue.ts'
import { useWaiting } from '../lib/waiting/use-waiting.ts'
import { OFFLINE, WAITING } from '../words/offline.ts'
import { Icon, type IconName } from './Icon.tsx'
import { SignOutFirst } from './SignOutFirst.tsx'
import { entryWords, WaitingSheet } from './WaitingSheet.tsx'
import { WaitsHere } from './WaitsHere.tsx'

export function Tray() {
  const root = useRouteLoaderData<{ viewer: Viewer | null }>('root')
  const userId = root?.viewer?.userId ?? null
  const format = useFormat()
  const reading = useReadAgain()
  const connection = useConnection(userId !== null, reading.readAgain)
  const [said, say] = useSaid(userId)
  const [last, setLast] = useState<Ended | null>(null)
  const [isOpen, open] = useState(false)
  const ended = useEnded(reading.readAgain, setLast)
  const otherViewer = () => void reading.readAgain()
  const { items, queue } = useWaiting(userId, { ended, otherViewer })
  return (
    <>
      <section aria-label={OFFLINE.label} className="tray no-print">
        <div role="status" className="tray-lines">
          {said ? <Line icon="info" text={said} onClose={() => say(null)} /> : null}
          <News />
          {last ? <EndedLine ended={last} format={format} onClose={() => setLast(null)} /> : null}
          {items.length > 0 ? (
            <Line icon="clock" text={waitingWords(items)}>
              <button type="button" className="tray-button" onClick={() => open(true)}>
                {OFFLINE.look}
              </button>
            </Line>
          ) : null}
          <ConnectionLine {...connection} format={format} />
        </div>
      </section>
      {isOpen && queue && items.length > 0 ? (
        <WaitingSheet items={items} queue={queue} onClose={() => open(false)} />
      ) : null}
      {queue && items.length > 0 ? (
        <>
          <WaitsHere items={items} queue={queue} words={OFFLINE.here(countOf(items))} />
          <SignOutFirst words={waitingWords(items)} discard={() => queue.discardAll()} />
        </>
      ) : null}
    </>
  )
}

function News() {
  const [news, forget] = useNews()
  return news.map(({ kind, title, text, to, way }) => (
    <Line key={kind} icon="alert" text={OFFLINE.news(title, text)} onClose={() => forget(kind)}>
      {to ? (
        <Link to={to} className="tray-button">
          {way}
        </Link>
      ) : null}
    </Line>
  ))
}

function ConnectionLine({ isOnline, asOf, held, isWaiting, format }: Connection & Formatted) {
  const stay = useStay()
  if (isWaiting) {
    return (
      <Line icon="offline" text={OFFLINE.held}>
        <button type="button" className="tray-button" onClick={stay}>
          {OFFLINE.stay}
        </button>
      </Line>
    )
  }
  if (asOf) return <Line icon="offline" text={OFFLINE.lastKnown(format.instant(asOf))} />
  if (held > 0) return <Line icon="offline" text={OFFLINE.unanswered} />
  return isOnline ? null : <Line icon="offline" text={OFFLINE.offline} />
}

interface Formatted {
  readonly format: Format
}

/** A way within this page reads nothing, and takes the place of the one that gets no answer. */
function useStay(): () => void {
  const navigate = useNavigate()
  const { pathname, search, hash } = useLocation()
  const here = { pathname, search, hash: hash || '#main' }
  return () => navigate(here, { replace: true, preventScrollReset: true })
}

interface EndedLineProps extends Formatted {
  readonly ended: Ended
  readonly onClose: () => void
}

function EndedLine({ ended, format, onClose }: EndedLineProps) {
  const words = WAITING[ended.how](entryWords(ended.entry, format))
  return (
    <Line icon={ended.how === 'over' ? 'alert' : 'check'} text={words} onClose={onClose}>
      {ended.to ? (
        <Link to={ended.to} className="tray-button" onClick={onClose}>
          {WAITING.see}
        </Link>
      ) : null}
    </Line>
  )
}

interface LineProps {
  readonly icon: IconName
  readonly text: string
  readonly children?: ReactNode
  readonly onClose?: () => void
}

function Line({ icon, text, children, onClose }: LineProps) {
  return (
    <div className="tray-line">
      <Icon name={icon} className="size-5 shrink-0" />
      <p>{text}</p>
      {children}
      {onClose ? (
        <button type="button" className="tray-button" onClick={onClose}>
          <Icon name="close" />
          <span className="sr-only">{OFFLINE.dismiss}</span>
        </button>
      ) : null}
    </div>
  )
}

function waitingWords(items: readonly Item[]): string {
  const what = countOf(items)
  const isAsked = items.some(({ verdict, refusal }) => verdict || refusal)
  return isAsked ? OFFLINE.asks(what) : OFFLINE.waits(what)
}

function countOf(items: readonly Item[]): string {
  const kinds = new Set(items.map(({ entry }) => entry.kind))
  const [kind = 'both'] = kinds.size === 1 ? kinds : []
  return `${items.length} ${plural(items.length, OFFLINE.nouns[kind])}`
}

/** What has to be said once; drafts come back on the way. */
function useSaid(userId: string | null) {
  const [said, say] = useState<string | null>(null)
  const { pathname } = useLocation()
  useEffect(() => {
    const words = { form: OFFLINE.formHeld, link: OFFLINE.linkHeld }
    const lost = () => say(OFFLINE.formLost)
    window.addEventListener(LOST, lost)
    const stop = guardPage((what) => say(words[what]))
    return () => {
      window.removeEventListener(LOST, lost)
      stop()
    }
  }, [])
  useEffect(() => (userId === null ? undefined : keepDrafts(userId)), [userId])
  useEffect(() => {
    say(arriveAt(pathname, userId) ? OFFLINE.draftBack : null)
  }, [pathname, userId])
  useEffect(() => {
    const online = () => say(null)
    window.addEventListener('online', online)
    return () => window.removeEventListener('online', online)
  }, [])
  return [said, say] as const
}

/** Payment pages open, and receipts replace the form they came from; the rest is only told. */
function useEnded(readAgain: () => Promise<void>, tell: (ended: Ended) => void) {
  const navigate = useNavigate()
  const { pathname } = useLocation()
  const here = useRef(pathname)
  here.current = pathname
  return (ended: Ended) => {
    const { entry, how, to } = ended
    forgetDraft()
    if (how === 'done' && entry.kind === 'purchase' && to) return window.location.assign(to)
    if (to?.startsWith(`${here.current}?`)) {
      return navigate(to, { replace: true, preventScrollReset: true })
    }
    tell(ended)
    void readAgain()
  }
}
