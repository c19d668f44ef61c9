// Where a text sends people to KAI support, the way there stands beside it.
import { useRouteLoaderData } from '@remix-run/react'
import type { loader } from '../root.tsx'
import { SUPPORT } from '../words/support.ts'

export function SupportLink() {
  const { supportUrl } = useRouteLoaderData<typeof loader>('root') ?? {}
  if (!supportUrl) return null
  return (
    <a href={supportUrl} className="link link-block">
      {SUPPORT.way}
    </a>
  )
}
