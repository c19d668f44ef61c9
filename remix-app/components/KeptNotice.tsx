// In place of an answer: what has become of a form whose sending failed.
import { useEffect, useRef, useState } from 'react'
import { type Kept, NOTHING_WAITS } from '../lib/keeping.ts'
import { KEPT } from '../words/kept.ts'
import { Notice } from './Notice.tsx'

export function KeptNotice({ kept }: { kept: Kept }) {
  const ref = useRef<HTMLDivElement>(null)
  // Discarded, or sent by another tab.
  const [isOver, setOver] = useState(false)
  useEffect(() => {
    const end = () => setOver(true)
    const again = () => setOver(false)
    window.addEventListener(NOTHING_WAITS, end)
    window.addEventListener('submit', again)
    return () => {
      window.removeEventListener(NOTHING_WAITS, end)
      window.removeEventListener('submit', again)
    }
  }, [])
  useEffect(() => {
    if (kept) ref.current?.focus()
  }, [kept])
  if (isOver && kept !== 'lost') return null
  const { title, text } = KEPT[kept]
  return (
    <div ref={ref} tabIndex={-1} role="alert" className="mt-2 outline-none">
      <Notice tone="warn" title={title}>
        <p>{text}</p>
      </Notice>
    </div>
  )
}
