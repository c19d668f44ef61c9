// Why a download led back to its page.
import type { ExportFault as Fault } from '../lib/export-file.server.ts'
import { useFormat } from '../lib/locale.ts'
import { EXPORT } from '../words/export.ts'
import { Notice } from './Notice.tsx'

export function ExportFault({ fault }: { fault: Fault | null }) {
  const format = useFormat()
  if (!fault) return null
  const isLarge = fault.kind === 'too-large'
  return (
    <div role="alert">
      <Notice tone="warn" title={isLarge ? EXPORT.tooLarge : EXPORT.busy}>
        <p>{isLarge ? EXPORT.tooLargeText(format.tokens(fault.rowsMax)) : EXPORT.busyText}</p>
      </Notice>
    </div>
  )
}
