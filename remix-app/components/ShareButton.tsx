// Hands a link on: by the device's own sheet, else into the clipboard.
import { useState } from 'react'
import { RECEIPT } from '../words/commit.ts'

interface ShareButtonProps {
  readonly path: string
  readonly title: string
  readonly text: string
}

export function ShareButton({ path, title, text }: ShareButtonProps) {
  const [isCopied, setCopied] = useState(false)
  const share = async () => {
    const url = new URL(path, location.origin).href
    try {
      if (navigator.share) return await navigator.share({ title, text, url })
      await navigator.clipboard.writeText(url)
      setCopied(true)
    } catch {
      // Closed without sharing, or not allowed: nothing is lost by either.
    }
  }
  return (
    <button type="button" className="btn btn-quiet needs-script" onClick={() => void share()}>
      <span aria-live="polite">{isCopied ? RECEIPT.copied : RECEIPT.share}</span>
    </button>
  )
}
