// Who changed what, and the settings in force.
import { admin } from '../../console.ts'
import { ID } from '../../people.ts'
import { FORGER } from '../../ruined.ts'
import { away, type PageState } from '../../state.ts'

const OWN = `/audit/${ID.boss}`

export const statesOf = (): readonly PageState[] => [
  admin('/audit', 'audit log', 'Who'),
  admin('/audit?of=system', 'audit log of the clock', /The clock|Nothing fits/),
  admin(OWN, 'audit entries', 'Verified: no entry'),
  admin(`${OWN}?area=package`, 'audit entries: none of the kind', 'No entry fits'),
  admin('/audit/nobody', 'audit: nobody', 'Nothing was changed by them', { refused: true }),
  admin(`/audit/${FORGER}`, 'audit entries: broken', 'Broken at entry 1'),
  admin('/settings', 'settings', 'Rate limits'),
  admin('/settings', 'settings without the sign-in service', 'does not answer now', {
    broken: away('identity'),
  }),
]
