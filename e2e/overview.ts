// The numbers of the console's first page as somebody reads them there, and the same numbers added
// up from the database's own documents: rows by their postings, orders, and what waits.

import type { Page } from 'playwright-core'
import { PROJECT_ID } from '../local/stand-ins.ts'
import { formatFor, plural } from '../remix-app/lib/format.ts'
import { OVERVIEW } from '../remix-app/words/console-overview.ts'
import { TYPE_NAMES } from '../remix-app/words/movements.ts'
import type { RowType } from '../shared/api/wallet.ts'
import { decodeFields, type Fields } from '../worker/adapters/firestore/values.ts'
import type { Stage } from './stage.ts'

const format = formatFor('en-US', 'UTC')
const DAYS = 7
const DAY_MICROS = 86_400_000_000

/** `Where the tokens are | Available | 1,100`, of all panels with numbers. */
export async function numbersOn(page: Page): Promise<string[]> {
  const lines = await page.evaluate(readNumbers)
  return lines.map(tidy).sort()
}

const tidy = (line: string): string => line.replace(/\s+/g, ' ')

/** In the page. */
function readNumbers(): string[] {
  const text = (element: Element | null | undefined): string => element?.textContent?.trim() ?? ''
  const lines: string[] = []
  for (const panel of document.querySelectorAll('main section[aria-label]')) {
    const of = panel.getAttribute('aria-label')
    if (of === 'Health') continue
    for (const one of panel.querySelectorAll('.facts > div, p:has(> span + span), figcaption')) {
      lines.push(`${of} | ${text(one.firstElementChild)} | ${text(one.lastElementChild)}`)
    }
    for (const one of panel.querySelectorAll('.needs-one a')) lines.push(`${of} | ${text(one)}`)
    for (const row of panel.querySelectorAll('table.data tbody tr')) {
      const day = text(row.querySelector('th'))
      for (const cell of row.querySelectorAll('td')) {
        lines.push(`${day} | ${cell.dataset.name} | ${text(cell)}`)
      }
    }
  }
  return lines
}

interface Row {
  readonly type: RowType
  readonly amount: number
  readonly timestamp: number
  readonly postings: readonly { from: string; to: string; amount: number }[]
  readonly metadata: Readonly<Record<string, unknown>>
}
interface Order {
  readonly status: string
  readonly tokens: number
  readonly priceUsdCents: number
  readonly createdAt: number
  readonly paid: { readonly refundedCents: number; readonly withdrawnCents: number }
}
interface Waiting {
  readonly state: string
}

/** What the page must say of seven days. */
export async function numbersIn(stage: Stage): Promise<string[]> {
  const rows = await documentsOf<Row>(stage, 'transactions')
  const orders = await documentsOf<Order>(stage, 'purchases')
  const lines = [
    ...supplyLines(rows),
    ...moneyLines(rows, orders),
    ...funnelLines(orders),
    ...flowLines(rows),
    ...(await waitingLines(stage)),
  ]
  return lines.map(tidy).sort()
}

const sum = <T>(all: readonly T[], of: (one: T) => number): number =>
  all.reduce((total, one) => total + of(one), 0)

/** What all postings left in the accounts whose names fit. */
const held = (rows: readonly Row[], accounts: RegExp): number =>
  sum(rows, ({ postings }) =>
    sum(postings, ({ from, to, amount }) => {
      return (accounts.test(to) ? amount : 0) - (accounts.test(from) ? amount : 0)
    }),
  )

const AVAILABLE = /^user:.*:available$/
const COMMITTED = /^user:.*:committed$/
const HOUSE = /^house:book$/

function supplyLines(rows: readonly Row[]): string[] {
  const [available, committed] = [held(rows, AVAILABLE), held(rows, COMMITTED)]
  const facts = [
    [OVERVIEW.total, available + committed],
    [OVERVIEW.available, available],
    [OVERVIEW.committed, committed],
    [OVERVIEW.owed, -held(rows, /^debt:/)],
    [OVERVIEW.sold, -held(rows, /^world:stripe$/)],
    [OVERVIEW.promo, -held(rows, /^house:promo$/)],
    [OVERVIEW.house, held(rows, HOUSE)],
    [OVERVIEW.adjusted, -held(rows, /^house:adjust$/)],
  ] as const
  return facts.map(([name, count]) => `${OVERVIEW.tokens} | ${name} | ${format.tokens(count)}`)
}

function moneyLines(rows: readonly Row[], orders: readonly Order[]): string[] {
  const paid = orders.filter(({ status }) => status === 'credited')
  const credited = sum(paid, (order) => order.priceUsdCents)
  const [refunded, withdrawn] = [
    sum(paid, (order) => order.paid.refundedCents),
    sum(paid, (order) => order.paid.withdrawnCents),
  ]
  const wallets = held(rows, AVAILABLE) + held(rows, COMMITTED)
  const each = credited / sum(paid, (order) => order.tokens)
  const ofRows = (name: string) => sum(rows, ({ metadata }) => Number(metadata[name] ?? 0))
  const facts = [
    [OVERVIEW.takings, credited - refunded - withdrawn],
    [OVERVIEW.liability, Math.ceil(wallets * each)],
    [OVERVIEW.credited, ofRows('cents')],
    [OVERVIEW.refunded, ofRows('refundedCents')],
    [OVERVIEW.withdrawn, ofRows('withdrawnCents')],
  ] as const
  return facts.map(([name, cents]) => `${OVERVIEW.money} | ${name} | ${format.usd(cents)}`)
}

function funnelLines(orders: readonly Order[]): string[] {
  const of = (...states: string[]) => orders.filter(({ status }) => states.includes(status)).length
  const counts = {
    created: orders.length,
    credited: of('credited'),
    open: of('creating', 'pending', 'awaiting_payment', 'mismatch', 'refused'),
    expired: of('expired'),
    failed: of('failed'),
  }
  return Object.entries(counts).map(([step, count]) => {
    const share = format.percent(Math.round((100 * count) / orders.length))
    const text =
      count === orders.length ? format.tokens(count) : `${format.tokens(count)} (${share})`
    return `${OVERVIEW.funnel} | ${OVERVIEW.funnelNames[step as keyof typeof counts]} | ${text}`
  })
}

function flowLines(rows: readonly Row[]): string[] {
  const types = (Object.keys(TYPE_NAMES) as RowType[]).filter((type) =>
    rows.some((row) => row.type === type),
  )
  const tokensOf = (some: readonly Row[], type: RowType): string =>
    format.tokens(
      sum(
        some.filter((row) => row.type === type),
        ({ amount }) => amount,
      ),
    )
  const whole = types.map(
    (type) => `${OVERVIEW.flows} | ${TYPE_NAMES[type]} | ${tokensOf(rows, type)}`,
  )
  const house = `${OVERVIEW.flows} | ${OVERVIEW.houseByDay} | ${format.tokens(held(rows, HOUSE))}`
  const byDay = lastDays().flatMap((day) => {
    const those = rows.filter(({ timestamp }) => dayOf(timestamp) === day)
    return [
      ...types.map((type) => `${day} | ${TYPE_NAMES[type]} | ${tokensOf(those, type)}`),
      `${day} | ${OVERVIEW.house} | ${format.tokens(held(those, HOUSE))}`,
    ]
  })
  return [...whole, house, ...byDay]
}

const dayOf = (micros: number): string => new Date(micros / 1000).toISOString().slice(0, 10)
const lastDays = (): string[] =>
  Array.from({ length: DAYS }, (_, n) => dayOf(Date.now() * 1000 - n * DAY_MICROS))

async function waitingLines(stage: Stage): Promise<string[]> {
  const kinds = [
    ['fraudFlags', 'open', OVERVIEW.cases],
    ['adjustments', 'proposed', OVERVIEW.adjustments],
    ['rulings', 'proposed', OVERVIEW.rulings],
    ['resolutions', 'proposed', OVERVIEW.resolutions],
    ['deadLetters', 'parked', OVERVIEW.letters],
  ] as const
  const lines = kinds.map(async ([collection, state, name]) => {
    const all = await documentsOf<Waiting>(stage, collection)
    const count = all.filter((one) => one.state === state).length
    return count > 0 ? [`${OVERVIEW.needs} | ${count} ${plural(count, name)}`] : []
  })
  return (await Promise.all(lines)).flat()
}

interface Listed {
  readonly documents?: readonly { readonly fields: Fields }[]
  readonly nextPageToken?: string
}

/** All that there are. */
export async function documentsOf<T>({ stack }: Stage, collection: string): Promise<T[]> {
  const root = `projects/${PROJECT_ID}/databases/(default)/documents`
  const all: T[] = []
  for (let token = ''; ; ) {
    const query = new URLSearchParams({ pageSize: '300', ...(token && { pageToken: token }) })
    const url = `${stack.services.firestoreUrl}/v1/${root}/${collection}?${query}`
    const answer = await fetch(url, { headers: { authorization: 'Bearer owner' } })
    const { documents = [], nextPageToken = '' } = (await answer.json()) as Listed
    all.push(...documents.map(({ fields }) => decodeFields(fields) as T))
    if (!nextPageToken) return all
    token = nextPageToken
  }
}
