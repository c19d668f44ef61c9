// One page of the console: its name, what one may begin there, and what was just done.
import type { ReactNode } from 'react'
import { DoneNotice } from '../Notice.tsx'

interface ConsolePageProps {
  readonly title: ReactNode
  /** Under the title: what this is, or whose. */
  readonly note?: ReactNode
  /** Beside it: links and buttons. */
  readonly ways?: ReactNode
  /** What the last form did. */
  readonly done?: string | null
  readonly children: ReactNode
}

export function ConsolePage({ title, note, ways, done = null, children }: ConsolePageProps) {
  return (
    <>
      <DoneNotice title={done} />
      <div className="flex flex-wrap items-start justify-between gap-x-6 gap-y-3">
        <div className="min-w-0">
          <h1 className="console-title wrap-anywhere">{title}</h1>
          {note ? <div className="mt-1 text-soft wrap-anywhere">{note}</div> : null}
        </div>
        {ways ? <div className="no-print flex flex-wrap gap-3">{ways}</div> : null}
      </div>
      <div className="mt-5 grid gap-5">{children}</div>
    </>
  )
}

interface PanelProps {
  readonly title: string
  /** For links to it. */
  readonly id?: string
  readonly note?: ReactNode
  readonly children: ReactNode
}

/** A part of a page with a heading of its own. */
export function Panel({ title, id, note, children }: PanelProps) {
  return (
    <section aria-label={title} id={id} className="card min-w-0 p-4 sm:p-5">
      <h2 className="text-lg">{title}</h2>
      {note ? <div className="mt-1 text-sm text-soft">{note}</div> : null}
      <div className="mt-3">{children}</div>
    </section>
  )
}
