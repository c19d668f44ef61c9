// The frame of the sign-in pages.
import type { ReactNode } from 'react'
import { Mark } from './Logo.tsx'

interface AuthPageProps {
  readonly title: string
  readonly text?: string
  readonly children: ReactNode
}

export function AuthPage({ title, text, children }: AuthPageProps) {
  return (
    <div className="page max-w-md">
      <div className="card p-5 sm:p-8">
        <Mark className="mb-5 size-12" />
        <h1 className="text-3xl">{title}</h1>
        {text ? <p className="mt-2 text-soft">{text}</p> : null}
        {children}
      </div>
    </div>
  )
}
