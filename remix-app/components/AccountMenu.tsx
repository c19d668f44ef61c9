// Who is signed in, and what belongs to them alone. The platform's popover: it opens without
// JavaScript, and Escape and a click outside close it and bring the focus back.
import { NavLink, useLocation } from '@remix-run/react'
import type { MouseEvent } from 'react'
import type { Viewer } from '../../shared/pages.ts'
import { CHROME } from '../words/chrome.ts'
import { Icon } from './Icon.tsx'

const ID = 'account-menu'
// React 18 knows neither attribute, and hands both on.
const OPENER = { popovertarget: ID }
const MENU = { popover: 'auto' }

export function AccountMenu({ email, name, admin }: Pick<Viewer, 'email' | 'name' | 'admin'>) {
  // A new one with every page, also of the back button: closed.
  const { key } = useLocation()
  return (
    <>
      <button type="button" {...OPENER} className="nav-link menu-opener">
        <Icon name="person" />
        {name ? <span className="sr-only">{CHROME.accountOf}</span> : null}
        <bdi className="sr-only sm:not-sr-only sm:truncate">{name ?? CHROME.account}</bdi>
      </button>
      <div id={ID} key={key} {...MENU} className="card menu-panel">
        <p className="text-sm text-soft">{CHROME.signedInAs}</p>
        {name ? (
          <p className="font-semibold wrap-anywhere">
            <bdi>{name}</bdi>
          </p>
        ) : null}
        <p className={name ? 'text-sm break-all' : 'font-semibold break-all'}>
          {email ?? CHROME.noEmail}
        </p>
        <nav aria-label={CHROME.account} className="my-3 grid border-y border-line py-2">
          <MenuLink to="/account" name={CHROME.account} />
          <MenuLink to="/wallet/purchases" name={CHROME.purchases} />
          {admin ? <MenuLink to="/admin" name={CHROME.admin} /> : null}
        </nav>
        {/* Posts as a document, so that nothing stays in memory. */}
        <form method="post" action="/sign-out">
          <button type="submit" className="btn btn-quiet w-full">
            {CHROME.signOut}
          </button>
        </form>
      </div>
    </>
  )
}

function MenuLink({ to, name }: { to: string; name: string }) {
  return (
    <NavLink to={to} className="nav-link" onClick={closeMenu}>
      {name}
    </NavLink>
  )
}

/** Before the page changes: closed by itself it takes the focus back to its button. */
function closeMenu({ currentTarget }: MouseEvent<HTMLElement>): void {
  currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
}
