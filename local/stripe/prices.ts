// Prices: one-time amounts. A price never changes its amount, as in the real API.
import type Stripe from 'stripe'
import { insertPrice, insertProduct, priceFrom, productFrom } from './catalog.ts'
import { invalid, missing } from './errors.ts'
import { changed, emit } from './events.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Params, Supports } from './params.ts'
import type { Call, Route } from './route.ts'
import type { Context, PriceRow } from './types.ts'

const CREATE: Supports<Stripe.PriceCreateParams> = {
  currency: 'used',
  active: 'used',
  billing_scheme: 'ignored',
  currency_options: 'refused',
  custom_unit_amount: 'refused',
  lookup_key: 'used',
  metadata: 'used',
  nickname: 'used',
  product: 'used',
  product_data: 'used',
  recurring: 'refused',
  tax_behavior: 'used',
  tiers: 'refused',
  tiers_mode: 'refused',
  transfer_lookup_key: 'used',
  transform_quantity: 'refused',
  unit_amount: 'used',
  unit_amount_decimal: 'used',
}

const PRODUCT_DATA: Supports<Stripe.PriceCreateParams.ProductData> = {
  active: 'used',
  id: 'used',
  metadata: 'used',
  name: 'used',
  statement_descriptor: 'used',
  tax_code: 'used',
  tax_details: 'refused',
  unit_label: 'used',
}

const UPDATE: Supports<Stripe.PriceUpdateParams> = {
  active: 'used',
  currency_options: 'refused',
  lookup_key: 'used',
  metadata: 'used',
  nickname: 'used',
  tax_behavior: 'used',
  transfer_lookup_key: 'used',
}

const LIST_PARAMS: Supports<Stripe.PriceListParams> = {
  active: 'used',
  created: 'used',
  currency: 'used',
  lookup_keys: 'used',
  product: 'used',
  recurring: 'refused',
  type: 'used',
}
const LIST: ListShape = {
  url: '/v1/prices',
  params: LIST_PARAMS,
  fields: { active: '$.active', currency: '$.currency', product: '$.product', type: '$.type' },
}

export const priceRoutes: Route[] = [
  { name: 'prices.create', method: 'POST', path: '/v1/prices', prepare: create },
  { name: 'prices.list', method: 'GET', path: '/v1/prices', prepare: list },
  { name: 'prices.retrieve', method: 'GET', path: '/v1/prices/:id', prepare: retrieve },
  { name: 'prices.update', method: 'POST', path: '/v1/prices/:id', prepare: update },
]

function create({ params, context }: Call): () => object {
  params.allow(CREATE)
  const data = params.object('product_data')
  data?.allow(PRODUCT_DATA)
  if (data && params.has('product')) {
    throw invalid('You may only specify one of these parameters: product, product_data.')
  }
  const product = data ? productFrom(data, context) : undefined
  const price = priceFrom(params, context, product?.id ?? params.required('product'))
  return () => {
    if (product) insertProduct(context, product)
    else if (!context.store.get('product', price.product)) {
      throw missing('product', price.product, 'product')
    }
    claimLookupKey(context, params, price)
    insertPrice(context, price)
    return price
  }
}

/** A lookup key names one price; with `transfer_lookup_key` it moves here. */
function claimLookupKey(context: Context, params: Params, price: PriceRow): void {
  if (price.lookup_key === null) return
  for (const holder of context.store.where('price', '$.lookup_key', price.lookup_key)) {
    if (holder.id === price.id) continue
    if (!params.boolean('transfer_lookup_key')) {
      const message = `A price (\`${holder.id}\`) already uses that lookup key.`
      throw invalid(message, 'lookup_key')
    }
    context.store.save({ ...holder, lookup_key: null })
  }
}

function list({ params, context }: Call): () => object {
  const keys = params.strings('lookup_keys')
  const page = listPage(params, LIST)
  const quoted = keys?.map((key) => `'${key.replaceAll("'", "''")}'`).join(', ')
  const sql = quoted && `json_extract(body, '$.lookup_key') in (${quoted})`
  return () => listOf(context, 'price', { ...page, sql }, LIST.url)
}

function retrieve({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existing(context, id)
}

function existing({ store }: Context, id: string): PriceRow {
  const price = store.get('price', id)
  if (!price) throw missing('price', id)
  return price
}

function update({ params, context, id }: Call): () => object {
  params.allow(UPDATE)
  const behavior = params.oneOf('tax_behavior', ['exclusive', 'inclusive', 'unspecified'])
  return () => {
    const before = existing(context, id)
    const after = {
      ...before,
      active: params.boolean('active') ?? before.active,
      lookup_key: params.string('lookup_key', 200) ?? before.lookup_key,
      metadata: params.metadata('metadata', before.metadata),
      nickname: params.string('nickname') ?? before.nickname,
      tax_behavior: behavior ?? before.tax_behavior,
    } satisfies PriceRow
    claimLookupKey(context, params, after)
    context.store.save(after)
    emit(context, 'price.updated', after, changed(before, after))
    return after
  }
}

/** The dashboard can delete a price nobody used; the API, and a used price, only deactivate. */
export function deletePrice(context: Context, id: string): object {
  const price = existing(context, id)
  const used = context.store.one(
    `select 1 from objects where kind = 'checkout.session'
      and extra like '%' || ? || '%' limit 1`,
    id,
  )
  if (used) throw invalid('A price that was used cannot be deleted; deactivate it instead.')
  context.store.remove(id)
  emit(context, 'price.deleted', price)
  return { id, object: 'price', deleted: true }
}
