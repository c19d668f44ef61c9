// Who is an admin as of now, of those whom the audit log knows.
import { Link } from '@remix-run/react'
import type { SettingsView } from '../../../shared/api/console.ts'
import { CONSOLE_PATHS } from '../../lib/console-paths.ts'
import { CONSOLE } from '../../words/console.ts'
import { SETTINGS } from '../../words/console-settings.ts'
import { Badge } from '../Figures.tsx'
import { Notice } from '../Notice.tsx'
import { Panel } from './ConsolePage.tsx'
import { type Column, DataTable } from './DataTable.tsx'
import { Id } from './Facts.tsx'

type Admin = NonNullable<SettingsView['admins']>[number]

const COLUMNS: readonly [Column<Admin>, ...Column<Admin>[]] = [
  {
    name: SETTINGS.person,
    cell: ({ userId }) => <Id id={userId} to={CONSOLE_PATHS.user(userId)} />,
  },
  {
    name: SETTINGS.email,
    cell: ({ email }) => <bdi className="wrap-anywhere">{email ?? CONSOLE.none}</bdi>,
  },
  {
    name: SETTINGS.role,
    cell: ({ admin }) => (
      <Badge tone={admin ? 'good' : 'quiet'} name={admin ? SETTINGS.isAdmin : SETTINGS.wasAdmin} />
    ),
  },
  { name: SETTINGS.signIn, cell: ({ signIn }) => SETTINGS.signIns[signIn] },
  {
    name: SETTINGS.changes,
    cell: ({ userId }) => (
      <Link to={CONSOLE_PATHS.audit(userId)} className="link row-link">
        {SETTINGS.log}
      </Link>
    ),
  },
]

type AdminsPanelProps = Pick<SettingsView, 'admins' | 'adminsArePartial'>

export function AdminsPanel({ admins, adminsArePartial }: AdminsPanelProps) {
  return (
    <Panel title={SETTINGS.admins} note={SETTINGS.adminsNote}>
      {admins === null ? <Notice tone="warn" title={SETTINGS.adminsUnknown} /> : null}
      {admins ? (
        <DataTable
          caption={SETTINGS.admins}
          columns={COLUMNS}
          rows={admins}
          rowKey={({ userId }) => userId}
        />
      ) : null}
      {adminsArePartial ? <p className="mt-3 text-soft">{SETTINGS.adminsPartial}</p> : null}
    </Panel>
  )
}
