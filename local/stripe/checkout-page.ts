// The hosted payment page as HTML: works without JavaScript, on a phone, in the dark, by keyboard.
import { createHash } from 'node:crypto'
import { OFFERED } from './test-cards.ts'
import type { LineItemRow, SessionRow } from './types.ts'

const STYLE = `
:root{color-scheme:light dark;--ink:#1a1f36;--soft:#4f566b;--line:#8792a2;--card:#fff;
--back:#f6f8fa;--accent:#4338ca;--on:#fff;--bad:#b3093c;--note:#fff4d6;--note-ink:#5c3b00}
@media (prefers-color-scheme:dark){:root{--ink:#f1f4f8;--soft:#b5bccb;--line:#78829a;--card:#1c2130;
--back:#11141d;--accent:#a5b4fc;--on:#11141d;--bad:#ff9db5;--note:#3a2d06;--note-ink:#ffe3a1}}
*{box-sizing:border-box}
body{margin:0;background:var(--back);color:var(--ink);font:1rem/1.5 system-ui,sans-serif}
.test{margin:0;padding:.5rem 1rem;background:var(--note);color:var(--note-ink);text-align:center;
font-weight:600}
main{max-width:30rem;margin:0 auto;padding:1.5rem 1rem 3rem}
section{background:var(--card);border-radius:.75rem;padding:1.25rem;margin-block:1rem}
h1{font-size:1.25rem;margin:0}h2{font-size:1rem;margin:0 0 .75rem}
.total{font-size:2rem;font-weight:700;margin:.25rem 0}
ul{list-style:none;margin:0;padding:0}
li{display:flex;justify-content:space-between;gap:1rem}li span:first-child{overflow-wrap:anywhere}
li span:last-child,.cards span{white-space:nowrap}
label{display:block;margin-top:.75rem;font-weight:600}
input{width:100%;font:inherit;color:inherit;background:transparent;border:1px solid var(--line);
border-radius:.5rem;padding:.65rem .75rem;min-height:2.75rem}
.two{display:grid;grid-template-columns:1fr 1fr;gap:.75rem}
button,.link{font:inherit;min-height:2.75rem;border-radius:.5rem;padding:.6rem 1rem;cursor:pointer;
border:1px solid var(--line);background:transparent;color:inherit;width:100%;margin-top:.75rem}
.link{display:block;text-align:center;text-decoration:none}
.pay{background:var(--accent);border-color:var(--accent);color:var(--on);font-weight:700}
.cards button{display:flex;flex-wrap:wrap;justify-content:space-between;column-gap:1rem;
text-align:left;margin-top:.5rem}
.cards span:last-child{color:var(--soft)}
.error{color:var(--bad);font-weight:600;margin:0 0 .5rem}
.soft{color:var(--soft);margin:.5rem 0 0}
:focus-visible{outline:3px solid var(--accent);outline-offset:2px}`

const STYLE_HASH = createHash('sha256').update(STYLE).digest('base64')
// No form-action: browsers would apply it to the redirect to the shop as well.
const CSP =
  `default-src 'none'; style-src 'sha256-${STYLE_HASH}'; base-uri 'none'; ` +
  `frame-ancestors 'none'; img-src data:`

export interface Filled {
  card_number: string
  expiry: string
  cvc: string
  name: string
  email: string
}

export interface PageState {
  session: SessionRow
  lineItems: LineItemRow[]
  filled: Filled
  error?: string
}

export function paymentPage({ session, lineItems, filled, error }: PageState): string {
  const total = money(session.amount_total ?? 0, session.currency ?? 'usd')
  const rows = lineItems.map((item) => {
    const name = `${item.description ?? 'Item'}${item.quantity === 1 ? '' : ` × ${item.quantity}`}`
    const price = money(item.amount_total, item.currency)
    return `<li><span>${escapeHtml(name)}</span><span>${price}</span></li>`
  })
  const email = session.customer_email
    ? `<p class="soft">Receipt to ${escapeHtml(session.customer_email)}</p>`
    : field('email', 'Email', filled.email, 'type="email"')
  return page(
    `Pay ${total}`,
    `<section><h1>Pay KAI</h1><p class="total">${total}</p><ul>${rows.join('')}</ul></section>
<section><h2 id="by-card">Card details</h2>
${error ? `<p class="error" role="alert" id="error">${escapeHtml(error)}</p>` : ''}
<form method="post" aria-labelledby="by-card">
${field('card_number', 'Card number', filled.card_number, cardAttributes(error))}
<div class="two"><div>${field('expiry', 'Expiry (MM/YY)', filled.expiry)}</div>
<div>${field('cvc', 'Security code', filled.cvc, 'inputmode="numeric" maxlength="4"')}</div></div>
${field('name', 'Name on card', filled.name)}
${email}
<button class="pay" name="action" value="pay">Pay ${total}</button>
<button name="action" value="cancel" formnovalidate>Cancel and go back</button>
</form></section>
<section class="cards"><h2 id="at-once">Or pay at once with a test number</h2>
<form method="post" aria-labelledby="at-once">${OFFERED.map(offer).join('')}</form></section>`,
  )
}

export interface Notice {
  title: string
  text: string
  link?: { href: string; label: string }
}

export function noticePage({ title, text, link }: Notice): string {
  const anchor = link
    ? `<a class="link pay" href="${escapeHtml(link.href)}">${escapeHtml(link.label)}</a>`
    : ''
  const body = `<section><h1>${escapeHtml(title)}</h1><p>${escapeHtml(text)}</p>${anchor}</section>`
  return page(title, body)
}

export function html(body: string, status: number): Response {
  return new Response(body, {
    status,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': CSP,
      'cache-control': 'no-store',
      'referrer-policy': 'no-referrer',
      'x-content-type-options': 'nosniff',
    },
  })
}

export function money(cents: number, currency: string): string {
  const format = new Intl.NumberFormat('en-US', { style: 'currency', currency })
  const digits = format.resolvedOptions().maximumFractionDigits ?? 2
  return format.format(cents / 10 ** digits)
}

function page(title: string, body: string): string {
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="icon" href="data:,"><title>${escapeHtml(title)}</title><style>${STYLE}</style></head>
<body><header class="test">TEST MODE: no real card is charged</header>
<main>${body}</main></body></html>`
}

function field(name: string, label: string, value: string, attributes = ''): string {
  return (
    `<label for="${name}">${label}</label>` +
    `<input id="${name}" name="${name}" value="${escapeHtml(value)}" ` +
    `autocomplete="off" ${attributes}>`
  )
}

function cardAttributes(error: string | undefined): string {
  return `required${error ? ' aria-invalid="true" aria-describedby="error"' : ''}`
}

function offer([number, label]: readonly [string, string]): string {
  const shown = number.replace(/(\d{4})(?=\d)/g, '$1 ')
  const text = `<span>${shown}</span><span>${label}</span>`
  return `<button name="card_number" value="${number}">${text}</button>`
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
}

function escapeHtml(text: string): string {
  return text.replace(/[&<>"']/g, (sign) => ENTITIES[sign] ?? sign)
}
