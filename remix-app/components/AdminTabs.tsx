// What admins run.
import { NavLink } from '@remix-run/react'
import { ADMIN } from '../words/admin.ts'

export function AdminTabs() {
  return (
    <nav aria-label={ADMIN.name} className="tabs no-print mb-5">
      <NavLink to="/admin/predictions" className="nav-link">
        {ADMIN.predictions}
      </NavLink>
      <NavLink to="/admin/packages" className="nav-link">
        {ADMIN.packages}
      </NavLink>
    </nav>
  )
}
