// The console's pages: beside the page where there is room, else behind a button. One list for
// both: where it stands beside, the style sheet shows it though it isn't open.
import { NavLink, useLocation } from '@remix-run/react'
import type { MouseEvent } from 'react'
import type { PlaceGroupView } from '../../lib/console-places.server.ts'
import { CONSOLE } from '../../words/console.ts'
import { Icon } from '../Icon.tsx'

const ID = 'console-menu'
// React 18 knows neither attribute, and hands both on.
const OPENER = { popovertarget: ID }
const MENU = { popover: 'auto' }

export function ConsoleMenu({ groups }: { groups: readonly PlaceGroupView[] }) {
  const { key } = useLocation()
  return (
    <>
      <button type="button" {...OPENER} className="btn btn-quiet console-opener">
        <Icon name="menu" />
        {CONSOLE.menu}
      </button>
      <nav id={ID} key={key} {...MENU} aria-label={CONSOLE.pages} className="console-menu">
        {groups.map(({ name, places }) => (
          <div key={name} className="console-group">
            <p className="console-group-name">{name}</p>
            <ul>
              {places.map((place) => (
                <li key={place.to}>
                  <NavLink
                    to={place.to}
                    end={place.to === '/admin'}
                    className="nav-link"
                    onClick={close}
                  >
                    {place.name}
                  </NavLink>
                </li>
              ))}
            </ul>
          </div>
        ))}
      </nav>
    </>
  )
}

/** Before the page changes; beside the page it isn't open, and stays. */
function close({ currentTarget }: MouseEvent<HTMLElement>): void {
  currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
}
