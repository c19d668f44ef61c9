// What surrounds every page: skip link, header, the tab bar of small screens, footer.
import { Link, NavLink } from '@remix-run/react'
import type { Viewer } from '../../shared/pages.ts'
import { Icon, type IconName } from './Icon.tsx'
import { Wordmark } from './Logo.tsx'

export type ViewerBadge = Pick<Viewer, 'email' | 'admin'>

interface Place {
  readonly to: string
  readonly name: string
  readonly icon: IconName
  readonly end?: boolean
}

function placesFor(viewer: ViewerBadge): Place[] {
  const places: Place[] = [
    { to: '/wallet', name: 'Wallet', icon: 'wallet', end: true },
    { to: '/predictions', name: 'Predictions', icon: 'predictions' },
    { to: '/wallet/history', name: 'History', icon: 'history' },
    { to: '/wallet/purchases', name: 'Purchases', icon: 'receipt' },
  ]
  if (viewer.admin) places.push({ to: '/admin', name: 'Admin', icon: 'tools' })
  return places
}

export function SiteHeader({ viewer }: { viewer: ViewerBadge | null }) {
  return (
    <header className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex min-h-16 max-w-[68rem] items-center gap-2 px-4 sm:px-6">
        <Link to={viewer ? '/wallet' : '/'} className="mr-auto flex min-h-11 items-center">
          <Wordmark short={!viewer} />
        </Link>
        {viewer ? (
          <>
            <nav aria-label="Main" className="hidden gap-1 md:flex">
              {placesFor(viewer).map(({ to, name, end }) => (
                <NavLink key={to} to={to} end={end} className="nav-link">
                  {name}
                </NavLink>
              ))}
            </nav>
            <AccountMenu viewer={viewer} />
          </>
        ) : (
          <nav aria-label="Main" className="flex items-center gap-1">
            <NavLink to="/predictions" className="nav-link">
              Predictions
            </NavLink>
            <Link to="/sign-in" className="nav-link">
              Sign in
            </Link>
            <Link to="/sign-up" className="btn btn-primary hidden sm:inline-flex">
              Create account
            </Link>
          </nav>
        )}
      </div>
    </header>
  )
}

// <details> opens without JavaScript; the form posts as a document, so nothing stays in memory.
function AccountMenu({ viewer }: { viewer: ViewerBadge }) {
  return (
    <details className="menu relative">
      <summary className="nav-link">
        <Icon name="person" />
        <span className="sr-only sm:not-sr-only">Account</span>
      </summary>
      <div className="card menu-panel">
        <p className="text-sm text-soft">Signed in as</p>
        <p className="mb-4 font-semibold break-all">{viewer.email ?? 'this account'}</p>
        <Link to="/account" className="btn btn-quiet mb-2 w-full">
          Limits and breaks
        </Link>
        <form method="post" action="/sign-out">
          <button type="submit" className="btn btn-quiet w-full">
            Sign out
          </button>
        </form>
      </div>
    </details>
  )
}

export function TabBar({ viewer }: { viewer: ViewerBadge }) {
  return (
    <nav aria-label="Sections" className="tabbar no-print md:hidden">
      {placesFor(viewer).map(({ to, name, icon, end }) => (
        <NavLink key={to} to={to} end={end} className="tab">
          <Icon name={icon} className="size-6" />
          {name}
        </NavLink>
      ))}
    </nav>
  )
}

export function SiteFooter() {
  return (
    <footer className="no-print border-t border-line py-6 text-sm text-soft">
      <div className="mx-auto max-w-[68rem] px-4 sm:px-6">
        <p>KAI Wallet holds tokens for KAI predictions. Payments are handled by Stripe.</p>
      </div>
    </footer>
  )
}
