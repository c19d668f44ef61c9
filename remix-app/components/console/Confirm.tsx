// The second step of an act: what it would do, added up just now, and the button that does it. What
// was typed in the first step goes along, under the same key.
import { type ReactNode, useEffect, useRef } from 'react'
import type { Quoted } from '../../lib/console-sent.ts'
import { ActForm } from './ActForm.tsx'

interface ConfirmProps {
  readonly title: string
  readonly intent: string
  readonly verb: string
  readonly quoted: Quoted<unknown>
  /** Sent along beside what was typed. */
  readonly more?: Readonly<Record<string, string>>
  readonly children: ReactNode
}

export function Confirm({ title, intent, verb, quoted, more = {}, children }: ConfirmProps) {
  const heading = useRef<HTMLHeadingElement>(null)
  useEffect(() => {
    if (quoted) heading.current?.focus()
  }, [quoted])
  const { intent: _, ...typed } = quoted.values
  return (
    <section aria-label={title} className="card border-sea p-4 sm:p-5">
      <h2 ref={heading} tabIndex={-1} className="text-lg outline-none">
        {title}
      </h2>
      <div className="mt-3 grid gap-4">
        {children}
        <ActForm intent={intent} verb={verb} formKey={quoted.key} sent={null} isMain>
          {Object.entries({ ...typed, ...more }).map(([name, value]) => (
            <input key={name} type="hidden" name={name} value={value} />
          ))}
        </ActForm>
      </div>
    </section>
  )
}
