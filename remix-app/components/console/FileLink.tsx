// A file behind a plain link. With scripts one sees how many of its rows have come, also of one
// that was begun before the filters were changed, or before the page was left.
import { type MouseEvent, useRef, useSyncExternalStore } from 'react'
import { DOWNLOADS, type Download } from '../../lib/file-downloads.ts'
import { useFormat } from '../../lib/locale.ts'
import { LEDGER } from '../../words/console-ledger.ts'
import { EXPORT } from '../../words/export.ts'

const NONE: readonly Download[] = []
const WORDS = LEDGER.file

export function FileLink({ href }: { href: string }) {
  const all = useSyncExternalStore(DOWNLOADS.subscribe, DOWNLOADS.all, () => NONE)
  const link = useRef<HTMLAnchorElement>(null)
  const press = (event: MouseEvent): void => {
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.button !== 0) return
    event.preventDefault()
    void DOWNLOADS.begin(href)
  }
  const stop = (download: Download): void => {
    DOWNLOADS.stop(download.href)
    // Its own button goes away.
    link.current?.focus()
  }
  const coming = all.filter(({ is }) => is === 'coming')
  return (
    <div className="grid justify-items-start gap-1 sm:justify-items-end">
      {/* A file: the router has nothing to do with it. */}
      <a ref={link} href={href} onClick={press} className="btn btn-quiet">
        {EXPORT.download}
      </a>
      {coming.map((each) => (
        <div key={each.href} className="grid justify-items-start sm:justify-items-end">
          <p className="text-sm text-soft">
            <Said download={each} isOther={each.href !== href} />
          </p>
          <button type="button" onClick={() => stop(each)} className="link link-block">
            {WORDS.stop}
          </button>
        </div>
      ))}
      {/* Only how it ended is read out, not each count. */}
      <div role="status" className="text-sm text-soft empty:hidden">
        {all
          .filter(({ is }) => is !== 'coming')
          .map((each) => (
            <p key={each.href}>
              <Said download={each} isOther={each.href !== href} />
            </p>
          ))}
      </div>
    </div>
  )
}

function Said({ download, isOther }: { download: Download; isOther: boolean }) {
  const format = useFormat()
  const said = saidOf(download, format.tokens)
  return isOther ? `${WORDS.other} ${said}` : said
}

function saidOf(download: Download, format: (rows: number) => string): string {
  if (download.is === 'broken') return WORDS.broken
  const { rows, most } = download.progress
  if (download.is === 'saved') return WORDS.saved(format(rows))
  return most === null ? WORDS.soFar(format(rows)) : WORDS.of(format(rows), format(most))
}
