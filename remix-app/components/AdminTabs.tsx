// What admins run.
import { NavLink } from '@remix-run/react'

export function AdminTabs() {
  return (
    <nav aria-label="Admin" className="tabs no-print mb-5">
      <NavLink to="/admin/predictions" className="nav-link">
        Predictions
      </NavLink>
      <NavLink to="/admin/packages" className="nav-link">
        Packages
      </NavLink>
    </nav>
  )
}
