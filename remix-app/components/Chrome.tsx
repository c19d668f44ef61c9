// What surrounds every page: header, the tab bar of small screens, footer.
import { Link, NavLink } from '@remix-run/react'
import type { Viewer } from '../../shared/pages.ts'
import { CHROME } from '../words/chrome.ts'
import { AccountMenu } from './AccountMenu.tsx'
import { Icon } from './Icon.tsx'
import { Wordmark } from './Logo.tsx'

type ViewerBadge = Pick<Viewer, 'email' | 'name' | 'admin'>

const PLACES = [
  { to: '/wallet', name: CHROME.wallet, icon: 'wallet' },
  { to: '/predictions', name: CHROME.predictions, icon: 'predictions' },
  { to: '/wallet/commitments', name: CHROME.commitments, icon: 'flag' },
  { to: '/wallet/history', name: CHROME.history, icon: 'history' },
] as const

/** The wallet's own address begins those of its parts. */
const endsAt = (to: string): boolean => to === '/wallet'

export function SiteHeader({ viewer }: { viewer: ViewerBadge | null }) {
  return (
    <header className="no-print border-b border-line bg-surface">
      <div className="mx-auto flex min-h-16 max-w-(--page-width) items-center gap-1 px-4 sm:px-6">
        <Link to={viewer ? '/wallet' : '/'} className="mr-auto flex min-h-11 items-center">
          <Wordmark short={!viewer} />
        </Link>
        {viewer ? <SignedIn viewer={viewer} /> : <SignedOut />}
      </div>
    </header>
  )
}

function SignedIn({ viewer }: { viewer: ViewerBadge }) {
  return (
    <>
      <nav aria-label={CHROME.main} className="hidden gap-1 md:flex">
        {PLACES.map(({ to, name }) => (
          <NavLink key={to} to={to} end={endsAt(to)} className="nav-link max-lg:px-2">
            {name}
          </NavLink>
        ))}
      </nav>
      <AccountMenu {...viewer} />
    </>
  )
}

function SignedOut() {
  return (
    <nav aria-label={CHROME.main} className="flex items-center gap-1">
      <NavLink to="/predictions" className="nav-link max-sm:px-2">
        {CHROME.predictions}
      </NavLink>
      <NavLink to="/sign-in" className="nav-link max-sm:px-2">
        {CHROME.signIn}
      </NavLink>
      <Link to="/sign-up" className="btn btn-primary ml-1 hidden sm:inline-flex">
        {CHROME.signUp}
      </Link>
    </nav>
  )
}

export function TabBar() {
  return (
    <nav aria-label={CHROME.sections} className="tabbar no-print md:hidden">
      {PLACES.map(({ to, name, icon }) => (
        <NavLink key={to} to={to} end={endsAt(to)} className="tab">
          <Icon name={icon} className="size-6" />
          {name}
        </NavLink>
      ))}
    </nav>
  )
}

interface SiteFooterProps {
  readonly signedIn: boolean
  /** In which the server wrote the times; scripts know the person's own. */
  readonly zone: string
  /** Not known where even the root's data could not be read. */
  readonly supportUrl: string | undefined
}

export function SiteFooter({ signedIn, zone, supportUrl }: SiteFooterProps) {
  return (
    <footer className="no-print border-t border-line py-5 text-sm text-soft">
      <div className="footer-line">
        <div className="max-w-lg">
          <p>{CHROME.footer}</p>
          <noscript>
            <p>{CHROME.zone(zone)}</p>
          </noscript>
        </div>
        <nav aria-label={CHROME.about} className="flex flex-wrap gap-x-5">
          <Link to="/predictions" className="link link-block">
            {CHROME.predictions}
          </Link>
          {signedIn ? (
            <Link to="/account#limits" className="link link-block">
              {CHROME.limits}
            </Link>
          ) : null}
          {supportUrl ? (
            <a href={supportUrl} className="link link-block">
              {CHROME.support}
            </a>
          ) : null}
          <a href="/api/docs" className="link link-block">
            {CHROME.reference}
          </a>
        </nav>
      </div>
    </footer>
  )
}
