// Nothing here yet: says what will be, and leads there.
import type { ReactNode } from 'react'
import { Mark } from './Logo.tsx'

interface EmptyStateProps {
  readonly title: string
  readonly text: string
  readonly children?: ReactNode
}

export function EmptyState({ title, text, children }: EmptyStateProps) {
  return (
    <div className="flex flex-col items-center px-6 py-12 text-center">
      <Mark className="size-14 opacity-90" />
      <p className="mt-5 text-lg font-semibold">{title}</p>
      <p className="mt-1 max-w-sm text-soft">{text}</p>
      {children ? <div className="mt-5 flex flex-wrap justify-center gap-3">{children}</div> : null}
    </div>
  )
}
