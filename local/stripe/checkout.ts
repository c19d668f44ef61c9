// Serves the hosted payment page: shows it, takes the form, pays or declines, sends the buyer on.
import { type Filled, html, money, noticePage, paymentPage } from './checkout-page.ts'
import { pay } from './payment.ts'
import { testCard } from './test-cards.ts'
import type { Context, SessionRow } from './types.ts'

const PAGE = /^\/c\/pay\/([\w-]+)$/
const RECEIPT = /^\/receipts\/([\w-]+)$/

const PREFILLED: Filled = {
  card_number: '4242 4242 4242 4242',
  expiry: '12/34',
  cvc: '123',
  name: 'Test Buyer',
  email: 'buyer@example.com',
}

export function hostedCall(request: Request): string | undefined {
  const { pathname } = new URL(request.url)
  if (PAGE.test(pathname)) return request.method === 'POST' ? 'hosted.pay' : 'hosted.page'
  return RECEIPT.test(pathname) ? 'hosted.receipt' : undefined
}

export async function hosted(context: Context, request: Request): Promise<Response> {
  const { pathname } = new URL(request.url)
  const receipt = RECEIPT.exec(pathname)?.[1]
  if (receipt) return receiptPage(context, receipt)
  const id = PAGE.exec(pathname)?.[1] ?? ''
  if (request.method !== 'POST') return show(context, context.store.get('checkout.session', id))
  const form = await formOf(request)
  // Looked up after the wait, so that of two submissions at once only one finds it open.
  const session = context.store.get('checkout.session', id)
  if (session?.status !== 'open') return notice(session, 409)
  if (form.get('action') === 'cancel') return cancel(context, session)
  return context.store.atomically(() => submit(context, session, form))
}

function show(context: Context, session: SessionRow | undefined): Response {
  if (session?.status !== 'open') return notice(session, 200)
  return html(render(context, session, PREFILLED), 200)
}

function render(context: Context, session: SessionRow, filled: Filled, error?: string): string {
  const lineItems = context.store.extra(session.id)?.lineItems ?? []
  return paymentPage({ session, lineItems, filled, error })
}

async function formOf(request: Request): Promise<URLSearchParams> {
  const form = new URLSearchParams()
  try {
    for (const [name, value] of await request.formData()) {
      if (typeof value === 'string') form.append(name, value)
    }
  } catch {
    // Not a form at all: answered like an empty one.
  }
  return form
}

function submit(context: Context, session: SessionRow, form: URLSearchParams): Response {
  const filled = filledFrom(form)
  const number = filled.card_number.replace(/[\s-]/g, '')
  const card = testCard(number)
  const expiry = expiryOf(filled.expiry, context.now())
  const refuse = (error: string, status: number) =>
    html(render(context, session, filled, error), status)
  if (number === '') return refuse('Enter a card number.', 400)
  if (!card) {
    return refuse('This is not one of the test card numbers listed below.', 400)
  }
  const method = card.kind === 'bank' ? 'us_bank_account' : 'card'
  if (!session.payment_method_types.includes(method)) {
    return refuse('This payment method is not accepted for this payment.', 400)
  }
  if (!expiry) return refuse('Enter an expiry date in the future, as MM/YY.', 400)
  if (!/^\d{3,4}$/.test(filled.cvc)) return refuse('Enter a security code of 3 or 4 digits.', 400)
  const payer = {
    name: filled.name || null,
    email: session.customer_email ?? (filled.email || null),
  }
  const result = pay(context, session, { number, card, payer, expiry })
  if (result.kind === 'declined') return refuse(result.message, 402)
  return redirect(successUrl(session))
}

/** Only the number is required: a script that posts nothing else pays with the prefilled rest. */
function filledFrom(form: URLSearchParams): Filled {
  const value = (name: keyof Filled) => (form.get(name) ?? PREFILLED[name]).trim().slice(0, 200)
  return {
    card_number: (form.get('card_number') ?? '').trim().slice(0, 200),
    expiry: value('expiry'),
    cvc: value('cvc'),
    name: value('name'),
    email: value('email'),
  }
}

function expiryOf(text: string, now: number): { month: number; year: number } | undefined {
  const [, month, year] = /^(\d{1,2})\s*\/\s*(?:20)?(\d{2})$/.exec(text) ?? []
  const expiry = { month: Number(month), year: 2000 + Number(year) }
  if (!month || expiry.month < 1 || expiry.month > 12) return undefined
  return Date.UTC(expiry.year, expiry.month) > now ? expiry : undefined
}

function cancel(context: Context, session: SessionRow): Response {
  if (session.cancel_url) return redirect(filledIn(session.cancel_url, session))
  return html(render(context, session, PREFILLED, 'This shop has no page to go back to.'), 200)
}

function successUrl(session: SessionRow): string {
  return filledIn(session.success_url ?? '', session)
}

function filledIn(url: string, { id }: SessionRow): string {
  return url.replaceAll('{CHECKOUT_SESSION_ID}', id)
}

function redirect(location: string): Response {
  return new Response(null, { status: 303, headers: { location, 'cache-control': 'no-store' } })
}

function notice(session: SessionRow | undefined, status: number): Response {
  if (!session) {
    const text = 'Check the link, or go back to the shop and start again.'
    return html(noticePage({ title: 'There is no such payment', text }), 404)
  }
  if (session.status === 'complete') {
    const text = 'This payment went through already. Nothing was charged a second time.'
    const link = { href: successUrl(session), label: 'Continue' }
    return html(noticePage({ title: 'You are all done here', text, link }), status)
  }
  const text = 'It was open for a limited time only. Nothing was charged; please start again.'
  const back = session.cancel_url
  const link = back ? { href: filledIn(back, session), label: 'Back to the shop' } : undefined
  return html(noticePage({ title: 'This payment page has expired', text, link }), 410)
}

function receiptPage({ store }: Context, id: string): Response {
  const charge = store.get('charge', id)
  if (!charge?.paid) return html(noticePage({ title: 'No such receipt', text: '' }), 404)
  const text = `${money(charge.amount, charge.currency)} paid to KAI, reference ${charge.id}.`
  return html(noticePage({ title: 'Receipt', text }), 200)
}
