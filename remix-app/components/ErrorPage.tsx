// The page instead of the page: what happened, whether anything moved, what to do next, and the id
// that support will ask for.
import {
  isRouteErrorResponse,
  Link,
  useLocation,
  useNavigationType,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import { useRef } from 'react'
import type { Viewer } from '../../shared/pages.ts'
import type { Offer } from '../lib/advice.ts'
import type { ProblemView } from '../lib/problem.ts'
import { useWait } from '../lib/wait.ts'
import { ERRORS } from '../words/errors.ts'
import { Icon, type IconName } from './Icon.tsx'
import { OfferLink, RequestId } from './Notice.tsx'

interface Shown {
  readonly picture: IconName
  readonly title: string
  readonly text: string
  readonly offer: Offer
  readonly requestId: string
}

export function ErrorPage() {
  const { problem, picture, title, text, offer, requestId } = useShown()
  const { pathname, search } = useLocation()
  const { viewer } = useRoot() ?? {}
  const way = wayHome(pathname, viewer)
  const place = useRef<HTMLDivElement>(null)
  const wait = useWait(problem, place)
  return (
    <div ref={place} className="page page-narrow problem">
      <span className="problem-picture">
        <Icon name={picture} className="size-10" />
      </span>
      <h1>{title}</h1>
      <p className="problem-text" role={wait ? 'timer' : undefined}>
        {wait ?? text}
      </p>
      <div className="problem-ways">
        {offer === 'retry' ? (
          <a href={`${pathname}${search}`} className="btn btn-primary">
            {ERRORS.again}
          </a>
        ) : null}
        <OfferLink offer={offer} className="btn btn-primary" />
        {viewer === null && offer === 'predictions' ? null : (
          <Link to={way.to} className="btn btn-quiet">
            {way.name}
          </Link>
        )}
      </div>
      <div className="mt-6">
        <RequestId id={requestId} />
      </div>
    </div>
  )
}

function wayHome(pathname: string, viewer: Viewer | null | undefined) {
  if (viewer === null) return { to: '/predictions', name: ERRORS.ways.predictions }
  const isConsole = viewer?.admin && pathname.startsWith('/admin/')
  return isConsole
    ? { to: '/admin', name: ERRORS.overview }
    : { to: '/wallet', name: ERRORS.wallet }
}

const PICTURES: Readonly<Record<number, IconName>> = {
  403: 'lock',
  404: 'search',
  429: 'clock',
  503: 'tools',
}
/** What a browser throws when a request gets no answer; each has its own words for it. */
const LOST = /fetch|network|load failed/i

function useShown(): Shown & { readonly problem: ProblemView | null } {
  const error = useRouteError()
  const requestId = useDocumentRequestId()
  if (isRouteErrorResponse(error)) {
    const picture = PICTURES[error.status] ?? 'alert'
    if (isProblem(error.data)) {
      const { advice, requestId } = error.data
      return { ...advice, problem: error.data, picture, requestId }
    }
    if (error.status === 405) {
      return { ...ERRORS.wrongWay, problem: null, picture, offer: 'none', requestId }
    }
  }
  const isLost = error instanceof TypeError && LOST.test(error.message)
  const words = isLost ? ERRORS.lost : ERRORS.broken
  const picture = isLost ? 'offline' : 'alert'
  return { ...words, problem: null, picture, offer: 'retry', requestId }
}

const useRoot = () => useRouteLoaderData<{ requestId: string; viewer: Viewer | null }>('root')

// The id of the document's own request fits an error met while it loaded; after the first
// navigation in the browser it would be another request's.
function useDocumentRequestId(): string {
  const root = useRoot()
  // Not the location's key: a document that begins with an error gets another one in the browser.
  return useNavigationType() === 'POP' ? (root?.requestId ?? '') : ''
}

function isProblem(value: unknown): value is ProblemView {
  return typeof value === 'object' && value !== null && 'advice' in value && 'requestId' in value
}
