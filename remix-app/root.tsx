// The document around every page.
import font from '@fontsource-variable/figtree/files/figtree-latin-wght-normal.woff2?url'
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import {
  Links,
  Meta,
  Outlet,
  Scripts,
  ScrollRestoration,
  useLoaderData,
  useLocation,
  useMatches,
  useRouteLoaderData,
} from '@remix-run/react'
import { type ReactNode, useEffect } from 'react'
import type { Viewer } from '../shared/pages.ts'
import { DEFAULT_ZONE } from '../shared/visitor.ts'
import { SiteFooter, SiteHeader, TabBar } from './components/Chrome.tsx'
import { ErrorPage } from './components/ErrorPage.tsx'
import { Later } from './components/Later.tsx'
import { LiveWallet } from './components/LiveWallet.tsx'
import { NavigationStatus } from './components/NavigationStatus.tsx'
import { useNonce } from './lib/nonce.tsx'
import styles from './tailwind.css?url'
import { COMMON } from './words/common.ts'

export const links = () => [
  { rel: 'stylesheet', href: styles },
  { rel: 'preload', as: 'font', type: 'font/woff2', href: font, crossOrigin: 'anonymous' },
  { rel: 'icon', href: '/favicon.svg', type: 'image/svg+xml' },
  { rel: 'icon', href: '/favicon.ico', sizes: '32x32' },
  { rel: 'apple-touch-icon', href: '/apple-touch-icon.png' },
  { rel: 'manifest', href: '/manifest.webmanifest' },
]

export const meta = () => [
  { title: 'KAI Wallet' },
  {
    name: 'description',
    content: COMMON.description,
  },
]

export function loader({ context }: LoaderFunctionArgs) {
  const { viewer, requestId, browser, locale, zone, isZoneGuess, supportUrl } = context
  const listen = viewer && browser.listens ? browser : null
  return { viewer, requestId, locale, zone, isZoneGuess, supportUrl, listen }
}

export { revalidateAround as shouldRevalidate } from './lib/revalidate.ts'

let shownLast: Viewer | null = null

/** Where even this page's own data could not be read, nobody is signed out by that. */
function useViewer(): Viewer | null {
  const viewer = useRouteLoaderData<typeof loader>('root')?.viewer
  // In the browser alone: the server shows pages to everybody.
  useEffect(() => {
    if (viewer !== undefined) shownLast = viewer
  }, [viewer])
  return viewer === undefined ? shownLast : viewer
}

export function Layout({ children }: { children: ReactNode }) {
  const viewer = useViewer()
  const { zone = DEFAULT_ZONE, supportUrl } = useRouteLoaderData<typeof loader>('root') ?? {}
  const nonce = useNonce()
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e222c" />
        <Meta />
        <Links />
      </head>
      <body>
        <a href="#main" className="skip">
          {COMMON.skip}
        </a>
        <NavigationStatus />
        <SiteHeader viewer={viewer} />
        <main id="main" tabIndex={-1} className="flex-1">
          <LookAgain />
          {children}
        </main>
        <SiteFooter signedIn={viewer !== null} zone={zone} supportUrl={supportUrl} />
        {viewer ? <TabBar /> : null}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export interface RefreshHandle {
  /** In about how many seconds there may be news; null = none to wait for. */
  readonly refreshSeconds: (data: unknown) => number | null
}

// A page without JavaScript can't tell news by itself. It doesn't reload on its own either: that
// would take away, every few seconds, what somebody is reading or listening to.
function LookAgain() {
  const { pathname, search } = useLocation()
  const matches = useMatches()
  const last = matches[matches.length - 1]
  const handle = last?.handle as Partial<RefreshHandle> | undefined
  const seconds = last?.data ? (handle?.refreshSeconds?.(last.data) ?? null) : null
  if (seconds === null) return null
  return (
    <noscript>
      <p className="page pb-0">
        {COMMON.waiting}{' '}
        <a href={`${pathname}${search}`} className="link link-block">
          {COMMON.lookAgain}
        </a>
      </p>
    </noscript>
  )
}

export default function App() {
  const { viewer, listen } = useLoaderData<typeof loader>()
  return (
    <LiveWallet key={viewer?.userId ?? ''} isSignedIn={viewer !== null} settings={listen}>
      <Outlet />
      <Later />
    </LiveWallet>
  )
}

export function ErrorBoundary() {
  return <ErrorPage />
}
