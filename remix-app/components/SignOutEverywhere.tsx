// Ends every session. It asks first, without JavaScript too, and posts as a document like every
// sign-out, so that nothing stays in memory.
import { Link } from '@remix-run/react'
import { useEffect, useRef } from 'react'
import { DEVICES } from '../words/account.ts'
import { Notice } from './Notice.tsx'

export function SignOutEverywhere({ failed }: { failed: boolean }) {
  const trouble = useRef<HTMLDivElement>(null)
  useEffect(() => {
    if (failed) trouble.current?.focus()
  }, [failed])
  return (
    <div className="card p-5 sm:p-6">
      {failed ? (
        <div ref={trouble} role="alert" tabIndex={-1} className="mb-4 outline-none">
          <Notice tone="bad" title={DEVICES.failed}>
            <p>{DEVICES.failedText}</p>
          </Notice>
        </div>
      ) : null}
      <p className="text-soft">{DEVICES.text}</p>
      <details className="asks mt-4" open={failed}>
        <summary className="btn btn-quiet">{DEVICES.open}</summary>
        <div className="mt-4 grid gap-4">
          <p>{DEVICES.sure}</p>
          <form method="post" action="/sign-out" className="flex flex-wrap gap-3">
            {/* Not the button's own: a form that is sent by a script names no button. */}
            <input type="hidden" name="everywhere" value="on" />
            <button type="submit" className="btn btn-primary">
              {DEVICES.confirm}
            </button>
            <Link to="/reset-password" className="btn btn-quiet">
              {DEVICES.reset}
            </Link>
          </form>
        </div>
      </details>
    </div>
  )
}
