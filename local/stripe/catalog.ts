// Builds products and prices from parameters; both of their endpoints and inline prices need it.
import { invalid, unsupported } from './errors.ts'
import { emit } from './events.ts'
import type { Params } from './params.ts'
import type { Context, PriceRow, ProductRow } from './types.ts'

const UNIT_AMOUNT_MAX = 99_999_999

export function productFrom(params: Params, context: Context): ProductRow {
  return {
    id: params.string('id', 255) ?? context.newId('prod_'),
    object: 'product',
    active: params.boolean('active') ?? true,
    created: context.seconds(),
    default_price: null,
    description: params.string('description') ?? null,
    images: params.strings('images') ?? [],
    livemode: false,
    marketing_features: [],
    metadata: params.metadata('metadata'),
    name: params.required('name'),
    package_dimensions: null,
    shippable: params.boolean('shippable') ?? null,
    statement_descriptor: params.string('statement_descriptor', 22) ?? null,
    tax_code: params.string('tax_code') ?? null,
    tax_details: null,
    type: 'service',
    unit_label: params.string('unit_label') ?? null,
    updated: context.seconds(),
    url: params.string('url') ?? null,
  } satisfies ProductRow
}

export function insertProduct(context: Context, product: ProductRow): void {
  if (context.store.find(product.id)) {
    const message = `Product already exists: ${product.id}`
    throw invalid(message, 'id', 'resource_already_exists')
  }
  context.store.save(product)
  emit(context, 'product.created', product)
}

export function priceFrom(params: Params, context: Context, product: string): PriceRow {
  const amount = unitAmount(params)
  const behavior = ['exclusive', 'inclusive', 'unspecified'] as const
  return {
    id: context.newId('price_1'),
    object: 'price',
    active: params.boolean('active') ?? true,
    billing_scheme: 'per_unit',
    created: context.seconds(),
    currency: params.required('currency').toLowerCase(),
    custom_unit_amount: null,
    livemode: false,
    lookup_key: params.string('lookup_key', 200) ?? null,
    metadata: params.metadata('metadata'),
    nickname: params.string('nickname') ?? null,
    product,
    recurring: null,
    tax_behavior: params.oneOf('tax_behavior', behavior) ?? 'unspecified',
    tiers_mode: null,
    transform_quantity: null,
    type: 'one_time',
    unit_amount: amount,
    unit_amount_decimal: String(amount),
  } satisfies PriceRow
}

function unitAmount(params: Params): number {
  const decimal = params.string('unit_amount_decimal')
  if (decimal?.includes('.')) throw unsupported('fractions of a cent', 'unit_amount_decimal')
  const key = decimal === undefined ? 'unit_amount' : 'unit_amount_decimal'
  const amount = params.integer(key, { min: 0, max: UNIT_AMOUNT_MAX })
  if (amount === undefined) throw params.missing('unit_amount')
  return amount
}

export function insertPrice(context: Context, price: PriceRow): void {
  context.store.save(price)
  emit(context, 'price.created', price)
}
