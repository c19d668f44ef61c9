// The page instead of the page: what happened, what to do next, and the id support will ask for.
import {
  isRouteErrorResponse,
  Link,
  useLocation,
  useRouteError,
  useRouteLoaderData,
} from '@remix-run/react'
import type { Offer } from '../lib/advice.ts'
import type { ProblemView } from '../lib/problem.ts'
import { OfferLink, RequestId } from './Notice.tsx'

interface Words {
  readonly title: string
  readonly text: string
  readonly offer: Offer
  readonly requestId: string
}

export function ErrorPage() {
  const words = useWords()
  const { pathname, search } = useLocation()
  return (
    <div className="page page-narrow">
      <h1>{words.title}</h1>
      <p className="mt-3 text-lg text-soft">{words.text}</p>
      <div className="mt-6 flex flex-wrap gap-3">
        {words.offer === 'retry' ? (
          <a href={`${pathname}${search}`} className="btn btn-primary">
            Try again
          </a>
        ) : null}
        <OfferLink offer={words.offer} className="btn btn-primary" />
        <Link to="/wallet" className="btn btn-quiet">
          Go to the wallet
        </Link>
      </div>
      <div className="mt-6">
        <RequestId id={words.requestId} />
      </div>
    </div>
  )
}

function useWords(): Words {
  const error = useRouteError()
  const documentId = useDocumentRequestId()
  if (isRouteErrorResponse(error)) {
    if (isProblem(error.data)) {
      const { title, text, offer } = error.data.advice
      return { title, text, offer, requestId: error.data.requestId }
    }
    if (error.status === 405) return { ...WRONG_WAY, requestId: documentId }
  }
  return { ...BROKEN, requestId: documentId }
}

const WRONG_WAY = {
  title: 'This page cannot be used like that',
  text: 'Go back, reload the page you came from, and try again.',
  offer: 'none',
} as const
const BROKEN = {
  title: 'Something went wrong on our side',
  text: 'Your tokens are safe: a movement happens whole or not at all. Try again in a moment.',
  offer: 'retry',
} as const

// The id of the document's own request fits an error met while it loaded; after the first
// navigation in the browser it would be another request's.
function useDocumentRequestId(): string {
  const root = useRouteLoaderData<{ requestId: string }>('root')
  const { key } = useLocation()
  return key === 'default' ? (root?.requestId ?? '') : ''
}

function isProblem(value: unknown): value is ProblemView {
  return typeof value === 'object' && value !== null && 'advice' in value && 'requestId' in value
}
