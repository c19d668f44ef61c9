// `expand[]`: replaces ids in an answer by the objects they name, and adds the fields that Stripe
// leaves out unless asked.
import { invalid, unsupported } from './errors.ts'
import type { Params } from './params.ts'
import type { Context, Row } from './types.ts'

const DEPTH_MAX = 4

type Node = Record<string, unknown>

export function expand(context: Context, params: Params, answer: object): object {
  const paths = params.strings('expand') ?? []
  const copy: Node = structuredClone({ ...answer })
  for (const path of paths) {
    const keys = path.split('.')
    const depth = keys[0] === 'data' ? keys.length - 1 : keys.length
    if (depth > DEPTH_MAX) {
      throw invalid(`You cannot expand more than ${DEPTH_MAX} levels of a property`, 'expand')
    }
    walk(context, copy, keys, path)
  }
  return copy
}

function walk(context: Context, node: Node, keys: string[], path: string): void {
  const [key, ...rest] = keys
  if (key === undefined) return
  const value = node[key] ?? included(context, node, key)
  if (value === undefined) {
    throw invalid(`This property cannot be expanded (${path}).`, 'expand')
  }
  node[key] = typeof value === 'string' ? resolve(context, value, path) : value
  const next = node[key]
  for (const child of Array.isArray(next) ? next : [next]) {
    if (isNode(child)) walk(context, child, rest, path)
  }
}

function resolve({ store }: Context, id: string, path: string): Row {
  const found = store.find(id)
  if (found) return found
  if (id.startsWith('pm_')) throw unsupported(`expanding the payment method (${path})`, 'expand')
  throw invalid(`This property cannot be expanded (${path}).`, 'expand')
}

/** Fields that exist only when expanded; null ones were always there. */
function included({ store }: Context, node: Node, key: string): unknown {
  if (key in node) return null
  const id = String(node.id)
  if (node.object === 'checkout.session' && key === 'line_items') {
    return list(store.extra(id)?.lineItems ?? [], `/v1/checkout/sessions/${id}/line_items`)
  }
  if (node.object === 'charge' && key === 'refunds') {
    const refunds = store.where('refund', '$.charge', id).reverse()
    return list(refunds, `/v1/charges/${id}/refunds`)
  }
  return undefined
}

export function list<T>(data: T[], url: string) {
  return { object: 'list' as const, data, has_more: false, url }
}

function isNode(value: unknown): value is Node {
  return typeof value === 'object' && value !== null
}
