// What came up on the wallet while somebody looked at it. Its own place is among what is pending,
// where it opens on a tap; what it means is said at once, over the page, so that nothing moves.
import { useRouteLoaderData } from '@remix-run/react'
import { useState } from 'react'
import type { StandingNotice } from './standing.server.ts'

type Kind = StandingNotice['kind']

/** And how to forget one of them. */
export function useNews(): readonly [StandingNotice[], (kind: Kind) => void] {
  const wallet = useRouteLoaderData<{ notices: StandingNotice[] }>('routes/wallet')
  const notices = wallet?.notices ?? null
  const [known, setKnown] = useState<readonly Kind[] | null>(null)
  // Of each visit: what it began with is on the page.
  if ((known === null) !== (notices === null)) setKnown(notices?.map(({ kind }) => kind) ?? null)
  const news = known === null ? [] : (notices ?? []).filter(({ kind }) => !known.includes(kind))
  return [news, (kind) => setKnown([...(known ?? []), kind])]
}
