// Creates a Checkout Session: checks the parameters as the real API does, prices the line items and
// returns the whole object.
import { insertProduct, priceFrom, productFrom } from './catalog.ts'
import { invalid, missing, unsupported } from './errors.ts'
import type { Params } from './params.ts'
import type { Call } from './route.ts'
import { INTENT_DATA, LINE_ITEM, PRICE_DATA, SESSION_CREATE } from './session-params.ts'
import type { Context, LineItemRow, PriceRow, SessionExtra, SessionRow } from './types.ts'

const EXPIRES_SECONDS_MIN = 30 * 60
const EXPIRES_SECONDS_MAX = 24 * 60 * 60
const LINE_ITEMS_MAX = 100
const URL_LENGTH_MAX = 5000
/** What the account of the stand-in accepts. */
const METHODS = ['card', 'us_bank_account']
const AMOUNT_TOTAL_MAX = 99_999_999
/** Of the currencies a wallet could use; others have no minimum here. */
const AMOUNT_TOTAL_MIN: Record<string, number> = { usd: 50, eur: 50, gbp: 30 }

/** Fields of a hosted payment session that nothing here ever fills. */
const UNUSED = {
  adaptive_pricing: { enabled: false },
  after_expiration: null,
  allow_promotion_codes: null,
  automatic_tax: { enabled: false, liability: null, provider: null, status: null },
  client_secret: null,
  collected_information: null,
  consent: null,
  consent_collection: null,
  currency_conversion: null,
  custom_fields: [],
  custom_text: {
    after_submit: null,
    shipping_address: null,
    submit: null,
    terms_of_service_acceptance: null,
  },
  customer: null,
  customer_account: null,
  discounts: [],
  invoice: null,
  invoice_creation: null,
  managed_payments: null,
  origin_context: null,
  payment_link: null,
  payment_method_collection: 'if_required',
  payment_method_configuration_details: null,
  payment_method_options: { card: { request_three_d_secure: 'automatic' } },
  permissions: null,
  phone_number_collection: { enabled: false },
  recovered_from: null,
  saved_payment_method_options: null,
  setup_intent: null,
  shipping_address_collection: null,
  shipping_cost: null,
  shipping_options: [],
  subscription: null,
  wallet_options: null,
} satisfies Partial<SessionRow>

interface Draft {
  item: Params
  price?: string
  inline?: { price: PriceRow; insert(): void }
  quantity: number
}

export function createSession({ params, context }: Call): () => object {
  params.allow(SESSION_CREATE)
  checkMode(params)
  const drafts = draftsOf(params, context)
  const expiresAt = expiryOf(params, context)
  const shell = shellOf(params, context)
  const intent = intentOf(params)
  return () => {
    const customer = params.string('customer')
    if (customer) throw missing('customer', customer, 'customer')
    const lineItems = drafts.map((draft) => lineItem(context, draft))
    const total = totalOf(lineItems)
    const session = {
      ...shell,
      amount_subtotal: total.amount,
      amount_total: total.amount,
      currency: total.currency,
      expires_at: expiresAt,
    } satisfies SessionRow
    context.store.save(session, { lineItems, intent })
    context.store.schedule({ kind: 'expire', target: session.id }, expiresAt * 1000)
    return session
  }
}

function checkMode(params: Params): void {
  const mode = params.oneOf('mode', ['payment', 'setup', 'subscription'])
  if (mode === undefined) throw params.missing('mode')
  if (mode !== 'payment') throw unsupported(`mode=${mode}`, 'mode')
  const ui = params.oneOf('ui_mode', ['elements', 'embedded_page', 'form', 'hosted_page'])
  if (ui && ui !== 'hosted_page') throw unsupported(`ui_mode=${ui}`, 'ui_mode')
  if (params.object('automatic_tax')?.boolean('enabled')) {
    throw unsupported('automatic tax', 'automatic_tax[enabled]')
  }
  if (params.has('customer') && params.has('customer_email')) {
    throw invalid('You may only specify one of these parameters: customer, customer_email.')
  }
}

function draftsOf(params: Params, context: Context): Draft[] {
  const items = params.objects('line_items') ?? []
  if (items.length === 0) throw params.missing('line_items')
  if (items.length > LINE_ITEMS_MAX) {
    throw invalid(`At most ${LINE_ITEMS_MAX} line items are allowed`, 'line_items')
  }
  return items.map((item) => {
    item.allow(LINE_ITEM)
    const data = item.object('price_data')
    const quantity = item.integer('quantity', { min: 1, max: 999_999 })
    if (quantity === undefined) throw item.missing('quantity')
    if (data) return { item, quantity, inline: inlinePrice(data, context) }
    return { item, quantity, price: item.required('price') }
  })
}

/** A price made on the spot is kept, but can't be used again: Stripe creates it inactive. */
function inlinePrice(data: Params, context: Context): NonNullable<Draft['inline']> {
  data.allow(PRICE_DATA)
  const described = data.object('product_data')
  const product = described && productFrom(described, context)
  const price = priceFrom(data, context, product?.id ?? data.required('product'))
  return {
    price: { ...price, active: false },
    insert() {
      if (product) insertProduct(context, product)
      else if (!context.store.get('product', price.product)) {
        throw missing('product', price.product, data.name('product'))
      }
      context.store.save({ ...price, active: false })
    },
  }
}

function lineItem(context: Context, draft: Draft): LineItemRow {
  draft.inline?.insert()
  const price = draft.inline?.price ?? activePrice(context, draft)
  const amount = (price.unit_amount ?? 0) * draft.quantity
  return {
    id: context.newId('li_1'),
    object: 'item',
    adjustable_quantity: null,
    amount_discount: 0,
    amount_subtotal: amount,
    amount_tax: 0,
    amount_total: amount,
    currency: price.currency,
    description: context.store.get('product', price.product)?.name ?? null,
    metadata: draft.item.metadata('metadata'),
    price,
    quantity: draft.quantity,
  } satisfies LineItemRow
}

function activePrice({ store }: Context, draft: Draft): PriceRow {
  const id = draft.price ?? ''
  const name = draft.item.name('price')
  const price = store.get('price', id)
  if (!price) throw missing('price', id, name)
  if (!price.active) {
    const message = `The price specified is inactive. This field only accepts active prices.`
    throw invalid(message, name)
  }
  if (!store.get('product', price.product)?.active) {
    const message = `Product \`${price.product}\` is not active and can't be used in a session.`
    throw invalid(message, name)
  }
  return price
}

function totalOf(items: LineItemRow[]): { amount: number; currency: string } {
  const currency = items[0]?.currency ?? 'usd'
  if (items.some((item) => item.currency !== currency)) {
    throw invalid('All prices in a Checkout Session must have the same currency.', 'line_items')
  }
  const amount = items.reduce((sum, item) => sum + item.amount_total, 0)
  const least = AMOUNT_TOTAL_MIN[currency] ?? 0
  if (amount < least) {
    const shown = (least / 100).toFixed(2)
    const message = `The Checkout Session's total must add up to at least ${shown} ${currency}`
    throw invalid(message, undefined, 'amount_too_small')
  }
  if (amount > AMOUNT_TOTAL_MAX) {
    const message = `The Checkout Session's total amount must be no more than ${AMOUNT_TOTAL_MAX}`
    throw invalid(message, undefined, 'amount_too_large')
  }
  return { amount, currency }
}

function expiryOf(params: Params, context: Context): number {
  const now = context.seconds()
  const at = params.integer('expires_at') ?? now + EXPIRES_SECONDS_MAX
  const say = (bound: string) =>
    invalid(
      `The \`expires_at\` timestamp must be ${bound} Checkout Session creation.`,
      'expires_at',
    )
  if (at < now + EXPIRES_SECONDS_MIN) throw say('at least 30 minutes from')
  if (at > now + EXPIRES_SECONDS_MAX) throw say('less than 24 hours from')
  return at
}

function shellOf(params: Params, context: Context) {
  const id = context.newId('cs_test_a1', 56)
  const billing = params.oneOf('billing_address_collection', ['auto', 'required'])
  const creation = params.oneOf('customer_creation', ['always', 'if_required'])
  const submit = params.oneOf('submit_type', ['auto', 'book', 'donate', 'pay', 'subscribe'])
  return {
    ...UNUSED,
    ...methodsOf(params),
    id,
    object: 'checkout.session',
    billing_address_collection: billing ?? null,
    cancel_url: urlOf(params, 'cancel_url') ?? null,
    client_reference_id: params.string('client_reference_id', 200) ?? null,
    created: context.seconds(),
    customer_creation: creation ?? 'if_required',
    customer_details: null,
    customer_email: emailOf(params) ?? null,
    integration_identifier: params.string('integration_identifier') ?? null,
    livemode: false,
    locale: params.string('locale') ?? null,
    metadata: params.metadata('metadata'),
    mode: 'payment',
    payment_intent: null,
    payment_status: 'unpaid',
    status: 'open',
    submit_type: submit ?? null,
    success_url: urlOf(params, 'success_url', true) ?? null,
    total_details: { amount_discount: 0, amount_shipping: 0, amount_tax: 0 },
    ui_mode: 'hosted_page',
    url: `${context.publicUrl()}/c/pay/${id}`,
  } satisfies Partial<SessionRow>
}

/** Both parameters only narrow what is on offer, as the account's own settings do. */
function methodsOf(params: Params) {
  const allowed = params.strings('allowed_payment_method_types') ?? null
  const excluded = params.strings('excluded_payment_method_types')
  const types = METHODS.filter(
    (method) => !excluded?.includes(method) && (allowed?.includes(method) ?? true),
  )
  if (types.length === 0) throw invalid('No payment method is left for this Checkout Session.')
  return {
    allowed_payment_method_types: allowed,
    ...(excluded && { excluded_payment_method_types: excluded }),
    payment_method_types: types,
  } satisfies Partial<SessionRow>
}

function urlOf(params: Params, key: string, required = false): string | undefined {
  const url = required ? params.required(key, URL_LENGTH_MAX) : params.string(key, URL_LENGTH_MAX)
  if (url === undefined) return undefined
  // Stripe takes the placeholder as it stands, and a URL with it must still parse.
  const protocol = URL.canParse(url) ? new URL(url).protocol : ''
  if (protocol === 'https:' || protocol === 'http:') return url
  throw invalid('Not a valid URL', key, 'url_invalid')
}

function emailOf(params: Params): string | undefined {
  const email = params.string('customer_email', 800)
  if (email === undefined || /^[^\s@]+@[^\s@]+$/.test(email)) return email
  throw invalid(`Invalid email address: ${email}`, 'customer_email', 'email_invalid')
}

function intentOf(params: Params): SessionExtra['intent'] {
  const data = params.object('payment_intent_data')
  data?.allow(INTENT_DATA)
  const capture = data?.oneOf('capture_method', ['automatic', 'automatic_async', 'manual'])
  if (capture === 'manual') throw unsupported('manual capture', data?.name('capture_method'))
  return {
    description: data?.string('description', 1000) ?? null,
    metadata: data?.metadata('metadata') ?? {},
    receipt_email: data?.string('receipt_email', 800) ?? null,
    statement_descriptor: data?.string('statement_descriptor', 22) ?? null,
    statement_descriptor_suffix: data?.string('statement_descriptor_suffix', 22) ?? null,
  }
}
