// Products: enough of the catalogue for packages with prices.
import type Stripe from 'stripe'
import { insertPrice, insertProduct, priceFrom, productFrom } from './catalog.ts'
import { invalid, missing } from './errors.ts'
import { changed, emit } from './events.ts'
import { type ListShape, listOf, listPage } from './lists.ts'
import type { Params, Supports } from './params.ts'
import type { Call, Route } from './route.ts'
import type { Context, ProductRow } from './types.ts'

const CREATE: Supports<Stripe.ProductCreateParams> = {
  name: 'used',
  active: 'used',
  default_price_data: 'used',
  description: 'used',
  id: 'used',
  images: 'used',
  marketing_features: 'refused',
  metadata: 'used',
  package_dimensions: 'refused',
  shippable: 'used',
  statement_descriptor: 'used',
  tax_code: 'used',
  tax_details: 'refused',
  type: 'ignored',
  unit_label: 'used',
  url: 'used',
}

const UPDATE: Supports<Stripe.ProductUpdateParams> = {
  active: 'used',
  default_price: 'used',
  description: 'used',
  images: 'used',
  marketing_features: 'refused',
  metadata: 'used',
  name: 'used',
  package_dimensions: 'refused',
  shippable: 'used',
  statement_descriptor: 'used',
  tax_code: 'used',
  tax_details: 'refused',
  unit_label: 'used',
  url: 'used',
}

const LIST_PARAMS: Supports<Stripe.ProductListParams> = {
  active: 'used',
  created: 'used',
  ids: 'refused',
  shippable: 'used',
  type: 'refused',
  url: 'used',
}
const LIST: ListShape = {
  url: '/v1/products',
  params: LIST_PARAMS,
  fields: { active: '$.active', shippable: '$.shippable', url: '$.url' },
}

export const productRoutes: Route[] = [
  { name: 'products.create', method: 'POST', path: '/v1/products', prepare: create },
  { name: 'products.list', method: 'GET', path: '/v1/products', prepare: list },
  { name: 'products.retrieve', method: 'GET', path: '/v1/products/:id', prepare: retrieve },
  { name: 'products.update', method: 'POST', path: '/v1/products/:id', prepare: update },
  { name: 'products.del', method: 'DELETE', path: '/v1/products/:id', prepare: remove },
]

function create({ params, context }: Call): () => object {
  params.allow(CREATE)
  const product = productFrom(params, context)
  const terms = params.object('default_price_data')
  const price = terms && priceFrom(terms, context, product.id)
  return () => {
    const row = price ? { ...product, default_price: price.id } : product
    insertProduct(context, row)
    if (price) insertPrice(context, price)
    return row
  }
}

function list({ params, context }: Call): () => object {
  const page = listPage(params, LIST)
  return () => listOf(context, 'product', page, LIST.url)
}

function retrieve({ params, context, id }: Call): () => object {
  params.allow({})
  return () => existing(context, id)
}

function existing({ store }: Context, id: string): ProductRow {
  const product = store.get('product', id)
  if (!product) throw missing('product', id)
  return product
}

function update({ params, context, id }: Call): () => object {
  params.allow(UPDATE)
  const nullable = (key: string, before: string | null | undefined) =>
    params.text(key) === '' ? null : (params.string(key) ?? before)
  return () => {
    const before = existing(context, id)
    const after = {
      ...before,
      active: params.boolean('active') ?? before.active,
      default_price: defaultPrice(context, params, before),
      description: nullable('description', before.description) ?? null,
      images: params.text('images') === '' ? [] : (params.strings('images') ?? before.images),
      metadata: params.metadata('metadata', before.metadata),
      name: params.string('name') ?? before.name,
      shippable: params.boolean('shippable') ?? before.shippable,
      statement_descriptor: nullable('statement_descriptor', before.statement_descriptor),
      tax_code: nullable('tax_code', before.tax_code),
      unit_label: nullable('unit_label', before.unit_label),
      url: nullable('url', before.url) ?? null,
      updated: context.seconds(),
    } satisfies ProductRow
    context.store.save(after)
    emit(context, 'product.updated', after, changed(before, after))
    return after
  }
}

function defaultPrice({ store }: Context, params: Params, product: ProductRow) {
  const id = params.string('default_price')
  if (id === undefined) return product.default_price
  if (store.get('price', id)?.product !== product.id) throw missing('price', id, 'default_price')
  return id
}

function remove({ params, context, id }: Call): () => object {
  params.allow({})
  return () => {
    const product = existing(context, id)
    if (context.store.where('price', '$.product', id).length > 0) {
      const message =
        'This product cannot be deleted because it has one or more user-created prices.'
      throw invalid(message, 'id')
    }
    context.store.remove(id)
    emit(context, 'product.deleted', product)
    return { id, object: 'product', deleted: true }
  }
}
