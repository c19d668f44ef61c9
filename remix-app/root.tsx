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
  useMatches,
  useRouteLoaderData,
} from '@remix-run/react'
import type { ReactNode } from 'react'
import { SiteFooter, SiteHeader, TabBar } from './components/Chrome.tsx'
import { ErrorPage } from './components/ErrorPage.tsx'
import { Later } from './components/Later.tsx'
import { LiveWallet } from './components/LiveWallet.tsx'
import { NavigationStatus } from './components/NavigationStatus.tsx'
import { useNonce } from './lib/nonce.tsx'
import styles from './tailwind.css?url'

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
    content: 'Buy tokens, commit them to KAI predictions, and see every movement.',
  },
]

export function loader({ context }: LoaderFunctionArgs) {
  const { viewer, requestId, browser, locale, zone } = context
  return { viewer, requestId, locale, zone, listen: viewer && browser.listens ? browser : null }
}

export { revalidateAround as shouldRevalidate } from './lib/revalidate.ts'

export function Layout({ children }: { children: ReactNode }) {
  const viewer = useRouteLoaderData<typeof loader>('root')?.viewer ?? null
  const nonce = useNonce()
  return (
    <html lang="en">
      <head>
        <meta charSet="utf-8" />
        <meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover" />
        <meta name="theme-color" media="(prefers-color-scheme: light)" content="#ffffff" />
        <meta name="theme-color" media="(prefers-color-scheme: dark)" content="#0e222c" />
        <Refresh />
        <Meta />
        <Links />
      </head>
      <body>
        <a href="#main" className="skip">
          Skip to the content
        </a>
        <NavigationStatus />
        <SiteHeader viewer={viewer} />
        <main id="main" tabIndex={-1} className="flex-1">
          {children}
        </main>
        <SiteFooter signedIn={viewer !== null} />
        {viewer ? <TabBar /> : null}
        <ScrollRestoration nonce={nonce} />
        <Scripts nonce={nonce} />
      </body>
    </html>
  )
}

export interface RefreshHandle {
  /** Seconds after which a page without JavaScript loads itself again; null = never. */
  readonly refreshSeconds: (data: unknown) => number | null
}

function Refresh() {
  const matches = useMatches()
  const last = matches[matches.length - 1]
  const handle = last?.handle as Partial<RefreshHandle> | undefined
  const seconds = last?.data ? (handle?.refreshSeconds?.(last.data) ?? null) : null
  if (seconds === null) return null
  return (
    <noscript>
      <meta httpEquiv="refresh" content={String(seconds)} />
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
