// A file behind a plain link. With scripts one sees how many of its rows have come.
import { type MouseEvent, useEffect, useRef, useState } from 'react'
import { type Progress, saveFile } from '../../lib/file-progress.ts'
import { useFormat } from '../../lib/locale.ts'
import { LEDGER } from '../../words/console-ledger.ts'
import { EXPORT } from '../../words/export.ts'

type State =
  | { readonly is: 'idle' | 'broken' }
  | { readonly is: 'coming' | 'saved'; readonly progress: Progress }

const WORDS = LEDGER.file

export function FileLink({ href }: { href: string }) {
  const [state, setState] = useState<State>({ is: 'idle' })
  const running = useRef<AbortController | null>(null)
  useEffect(() => () => running.current?.abort(), [])
  const link = useRef<HTMLAnchorElement>(null)
  const stop = (): void => {
    running.current?.abort()
    // Its own button goes away.
    link.current?.focus()
  }
  const press = async (event: MouseEvent): Promise<void> => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    if (running.current) return
    const control = new AbortController()
    running.current = control
    let latest: Progress = { rows: 0, most: null }
    const tell = (progress: Progress): void => {
      latest = progress
      setState({ is: 'coming', progress })
    }
    tell(latest)
    try {
      const ended = await saveFile(href, control.signal, tell)
      setState(ended === 'saved' ? { is: 'saved', progress: latest } : { is: 'idle' })
    } catch {
      setState({ is: control.signal.aborted ? 'idle' : 'broken' })
    }
    running.current = null
  }
  return (
    <div className="grid justify-items-start gap-1 sm:justify-items-end">
      {/* A file: the router has nothing to do with it. */}
      <a ref={link} href={href} onClick={press} className="btn btn-quiet">
        {EXPORT.download}
      </a>
      <Told state={state} />
      {state.is === 'coming' ? (
        <button type="button" onClick={stop} className="link link-block">
          {WORDS.stop}
        </button>
      ) : null}
    </div>
  )
}

/** Only how it ended is read out, not each count. */
function Told({ state }: { state: State }) {
  const isComing = state.is === 'coming'
  return (
    <>
      <p className="text-sm text-soft empty:hidden">{isComing ? <Said state={state} /> : null}</p>
      <p role="status" className="text-sm text-soft empty:hidden">
        {isComing ? null : <Said state={state} />}
      </p>
    </>
  )
}

function Said({ state }: { state: State }) {
  const format = useFormat()
  if (!('progress' in state)) return state.is === 'broken' ? WORDS.broken : null
  const { rows, most } = state.progress
  const count = format.tokens(rows)
  if (state.is === 'saved') return WORDS.saved(count)
  return most === null ? WORDS.soFar(count) : WORDS.of(count, format.tokens(most))
}
