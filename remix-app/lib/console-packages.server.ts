// What admins do to packages: save one, take it off sale or put it back, move it in the list.
import { data, redirect } from '@remix-run/cloudflare'
import { OrderPackages, type PackageCase } from '../../shared/api/packages.ts'
import { type AdminPackage, SavePackage } from '../../shared/api/tokens.ts'
import { SALE } from '../words/console-packages.ts'
import { callApi, type Visit } from './api.server.ts'
import { sendForm } from './console-form.server.ts'
import { PACKAGES_PATH } from './console-paths.ts'
import type { ConsoleSent } from './console-sent.ts'
import { formKeyOf, newFormKey, textOf } from './form.server.ts'
import { formatFor } from './format.ts'
import { draftOf, priceErrors, readPackage } from './package-form.server.ts'
import { isRetryable } from './problem.ts'

const API_PATH = '/api/admin/tokens/packages'
const onePath = (id: string) => `${API_PATH}/${encodeURIComponent(id)}`

/** Which package the form below is of, or after which it is empty: what is typed there stays. */
export function formOf(address: URLSearchParams): Record<string, string> {
  const [edit, after] = [address.get('edit'), address.get('saved') ?? address.get('after')]
  if (edit) return { edit }
  return after ? { after } : {}
}

export async function actOnPackages(visit: Visit, form: FormData) {
  switch (textOf(form, 'intent')) {
    case 'order':
      return order(visit, form)
    case 'sale':
      return sale(visit, form)
    default:
      return save(visit, form)
  }
}

async function save(visit: Visit, form: FormData) {
  const draft = draftOf(form)
  const key = formKeyOf(form)
  const sent: ConsoleSent = { intent: 'save', values: draft, errors: {}, problem: null, key }
  const read = readPackage(draft)
  if (!read.ok) return data({ ...sent, errors: { ...read.errors } }, { status: 400 })
  const call = { method: 'POST', body: read.value, idempotencyKey: key } as const
  const answer = await callApi<AdminPackage>(visit, API_PATH, call)
  if (answer.ok) return leadsTo({ saved: answer.value.id })
  const { problem } = answer
  const { locale, zone } = visit.context
  const again = isRetryable(problem) ? key : newFormKey()
  const errors = priceErrors(problem, formatFor(locale, zone))
  const told = errors ? { errors, problem: null } : { problem }
  return data({ ...sent, ...told, key: again }, { status: problem.status })
}

const leadsTo = (query: Record<string, string>) => redirect(pathWith(query), { status: 303 })

export const pathWith = (query: Record<string, string>): string =>
  `${PACKAGES_PATH}?${new URLSearchParams(query)}`

/** Nothing else of it is changed, whatever it has become since the page was opened. */
async function sale(visit: Visit, form: FormData) {
  const id = textOf(form, 'id')
  const isOn = textOf(form, 'on') !== ''
  const read = await callApi<PackageCase>(visit, onePath(id))
  if (!read.ok) {
    const { problem } = read
    const key = isRetryable(problem) ? formKeyOf(form) : newFormKey()
    const sent: ConsoleSent = { intent: 'sale', values: {}, errors: {}, problem, key }
    return data(sent, { status: problem.status })
  }
  const { outOfSync: _, createdAt: __, ...kept } = read.value.package
  const sent = await sendForm<AdminPackage>(visit, form, {
    api: API_PATH,
    body: { schema: SavePackage, value: { ...kept, isActive: isOn } },
    to: () => `${pathWith({ edit: id, sale: isOn ? 'on' : 'off' })}#form`,
  })
  const problem = 'data' in sent ? sent.data.problem : null
  if (!problem || !('data' in sent)) return sent
  const { locale, zone } = visit.context
  const errors = priceErrors(problem, formatFor(locale, zone))
  if (!errors) return sent
  // It has no field of its own to say it at.
  const advice = { ...problem.advice, text: SALE.fault(errors.stripePriceId) }
  return data({ ...sent.data, problem: { ...problem, advice } }, { status: problem.status })
}

/** All places at once, as the admin saw them: what was moved meanwhile is not half of each. */
const order = (visit: Visit, form: FormData) => {
  const [id, by] = [textOf(form, 'id'), textOf(form, 'by') === 'up' ? 'up' : 'down'] as const
  const ids = moved(textOf(form, 'ids').split(','), id, by)
  return sendForm<unknown>(visit, form, {
    api: '/api/admin/tokens/package-order',
    method: 'PUT',
    body: { schema: OrderPackages, value: { ids } },
    to: () => pathWith({ ...formOf(new URL(visit.request.url).searchParams), moved: id, by }),
  })
}

/** One place up or down; at an end it stays. */
export function moved(ids: readonly string[], id: string, by: 'up' | 'down'): string[] {
  const from = ids.indexOf(id)
  const others = ids.filter((each) => each !== id)
  if (from < 0) return others
  const to = Math.max(0, from + (by === 'up' ? -1 : 1))
  return [...others.slice(0, to), id, ...others.slice(to)]
}
