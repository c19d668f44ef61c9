// In place of an answer: what has become of a form whose sending failed.
import { useEffect, useRef } from 'react'
import type { Kept } from '../lib/keeping.ts'
import { KEPT } from '../words/kept.ts'
import { Notice } from './Notice.tsx'

export function KeptNotice({ kept }: { kept: Kept }) {
  const ref = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (kept) ref.current?.focus()
  }, [kept])
  const { title, text } = KEPT[kept]
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="mt-2 outline-none">
      <Notice tone="warn" title={title}>
        <p>{text}</p>
      </Notice>
    </div>
  )
}
