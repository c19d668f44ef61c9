// One person for the console: its parts are read at the same time, and each may fail alone.
import type { AdjustmentView } from '../../shared/api/adjustments.ts'
import type { AdminPurchaseView, AdminTransactionView } from '../../shared/api/ledger.ts'
import type { CommitmentView } from '../../shared/api/predictions.ts'
import {
  type FlagView,
  HoldUser,
  Reason,
  type UserAdminView,
  type UserList,
} from '../../shared/api/users.ts'
import { PERSON_HINTS } from '../words/console-people.ts'
import { callApi, type Section, section, type Visit } from './api.server.ts'
import { sendForm } from './console-form.server.ts'
import type { Page } from './console-list.server.ts'
import { CONSOLE_PATHS } from './console-paths.ts'
import { instantOf, textOf } from './form.server.ts'

const PART_ROWS = '5'

export async function readPerson(visit: Visit, id: string) {
  const one = `/api/admin/users/${encodeURIComponent(id)}`
  const part = async <Row>(place: string): Promise<Section<Page<Row>>> => {
    const query = new URLSearchParams({ userId: id, limit: PART_ROWS })
    return section(await callApi<Page<Row>>(visit, `/api/admin/${place}?${query}`))
  }
  const name = new URLSearchParams({ q: id })
  const [person, account, transactions, purchases, commitments, cases, adjustments] =
    await Promise.all([
      callApi<UserAdminView>(visit, one).then((answer) => section(answer)),
      callApi<UserList>(visit, `/api/admin/users?${name}`),
      part<AdminTransactionView>('transactions'),
      part<AdminPurchaseView>('purchases'),
      part<CommitmentView>('commitments'),
      part<FlagView>('fraud-flags'),
      part<AdjustmentView>('adjustments'),
    ])
  const known = account.ok ? account.value.items.find(({ userId }) => userId === id) : undefined
  return {
    id,
    person,
    account: known ?? null,
    parts: { transactions, purchases, commitments, cases, adjustments },
  }
}

const LIFT = 'lift-'

export async function actOnPerson(visit: Visit, id: string, form: FormData) {
  const api = `/api/admin/users/${encodeURIComponent(id)}/holds`
  const intent = textOf(form, 'intent')
  const done = (act: string) => () => `${CONSOLE_PATHS.user(id)}?done=${act}`
  const reason = textOf(form, 'reason')
  if (intent.startsWith(LIFT)) {
    const cause = encodeURIComponent(intent.slice(LIFT.length))
    const body = { schema: Reason, value: { reason } }
    return sendForm(visit, form, {
      api: `${api}/${cause}/lift`,
      body,
      hints: PERSON_HINTS,
      to: done('lift'),
    })
  }
  const endsAt = textOf(form, 'endsAt')
  const value = {
    scope: textOf(form, 'scope'),
    reason,
    ...(endsAt && { endsAt: instantOf(endsAt) }),
  }
  const body = { schema: HoldUser, value }
  return sendForm(visit, form, { api, body, hints: PERSON_HINTS, to: done('freeze') })
}
