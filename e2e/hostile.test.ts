// Words that somebody wrote to do harm, or without thinking: markup, a direction that is turned
// round, signs that can't be seen, and no space to break at. They are only words, and the money
// beside them stays readable.
import { afterAll, beforeAll, expect, test } from 'vitest'
import { PackageId } from '../shared/ids.ts'
import { tokens, usdCents } from '../shared/tokens.ts'
import type { TokenPackage } from '../worker/domain/purchase.ts'
import { layoutFaultsIn } from './layout.ts'
import { openStage, type Stage } from './stage.ts'
import { buys, commits, draftOrder, locks, opens, put, resolves } from './states/deeds.ts'
import { eachLook, type LookName } from './states/looks.ts'
import { ID, makeAccounts } from './states/people.ts'
import { openPast, type Past } from './states/services.ts'
import type { PageState } from './states/state.ts'
import { walk } from './states/walk.ts'

const TURNED = '\u202Eevil si ereht\u202Dfirst'
const HOSTILE = {
  markup: '<script>window.hacked = 1</script><img src=x onerror="window.hacked=1">',
  turned: `Up ${TURNED} \u2067right to left`,
  unseen: `a\u200Bb\u200C\u200D\u2060c\uFEFF\u00AD ${'\u0301'.repeat(40)}`,
  endless: 'W'.repeat(300),
} as const
type Kind = keyof typeof HOSTILE
const KINDS = Object.keys(HOSTILE) as Kind[]

let stage: Stage
beforeAll(async () => {
  stage = await openStage()
  await makeAccounts(stage.stack)
  await sow(openPast(stage.stack))
})
afterAll(async () => stage?.close())

const idOf = (kind: Kind, state: string): string => `prd-${kind}-${state}`
const purchases: string[] = []

/** Stored as they are: what the API refuses today may have come in otherwise. */
async function sow(past: Past): Promise<void> {
  const { services: s } = past
  for (const kind of KINDS) {
    const words = HOSTILE[kind]
    await put(s, [{ ref: { kind: 'package', id: `pack-${kind}` }, value: packageOf(kind) }])
    const more = { category: words, description: `${words} ${words}` }
    const open = await opens(s, idOf(kind, 'open'), words, more)
    const paid = await opens(s, idOf(kind, 'paid'), words, more)
    await buys(s, ID.regular, { name: words })
    for (const each of [open, paid]) await commits(s, ID.regular, each, 'yes', 100)
    await locks(s, paid)
    await resolves(s, paid, 'yes')
    const order = draftOrder(s, ID.regular, { name: words }, PENDING)
    await put(s, [{ ref: { kind: 'order', id: order.id }, value: order }])
    purchases.push(`/wallet/purchases/${order.id}`)
  }
  await s.identity.rename(ID.regular, HOSTILE.turned)
  await past.payOut()
}

const packageOf = (kind: Kind): TokenPackage => ({
  id: PackageId.parse(`pack-${kind}`),
  name: HOSTILE[kind],
  tokens: tokens(700),
  bonusTokens: tokens(70),
  priceUsdCents: usdCents(799),
  stripePriceId: `price_${kind}`,
  stripeProductId: `prod_${kind}`,
  isActive: true,
  popular: kind === 'endless',
  outOfSync: false,
  sortOrder: 0,
  createdAt: 0,
})

const PENDING = {
  status: 'pending',
  checkoutUrl: 'https://checkout.stripe.com/c/pay/hostile',
  failureReason: 'card_declined',
} as const

const at = (as: PageState['as'], path: string): PageState => ({
  as,
  path,
  name: path,
  shows: /W{40}/,
})

function statesOf(): PageState[] {
  const each = KINDS.flatMap((kind): PageState[] => {
    const words = { name: kind, shows: HOSTILE[kind].slice(0, 12).trim() }
    return [
      { ...at('regular', `/predictions/${idOf(kind, 'open')}`), ...words },
      { ...at('regular', `/predictions/${idOf(kind, 'paid')}`), ...words },
      { ...at('boss', `/admin/predictions/${idOf(kind, 'paid')}`), ...words },
      { ...at('boss', `/admin/packages?edit=pack-${kind}`), ...words },
    ]
  })
  const own = ['', '/history', '/commitments', '/purchases', '/buy'].map((page) => `/wallet${page}`)
  return [
    ...each,
    ...own.map((path) => at('regular', path)),
    ...purchases.map((path) => ({ ...at('regular', path), shows: 'The payment did not go' })),
    { ...at('regular', '/account'), shows: 'Limits per day' },
    ...['/admin/packages', '/admin/predictions'].map((path) => at('boss', path)),
    ...['/', '/predictions', '/predictions?q=W', '/predictions?state=resolved'].map((path) => ({
      ...at(null, path),
      shows: path.includes('q=') ? 'Predictions' : /W{40}/,
    })),
  ]
}

// One prediction with a bad title must not take the wallet of everybody who committed to it.
test('hostile words are only words, and nothing lies over them or runs away', async () => {
  const found = new Set<string>()
  const { lost, problems } = await walk(stage, statesOf(), async (page, { path, name }) => {
    const say = (fault: string) => found.add(`${path} (${name}) | ${fault}`)
    for (const fault of await page.evaluate(harmDone)) say(fault)
    const check = (whole: boolean) => async (look: LookName) => {
      if (whole && look.endsWith('dark')) return
      for (const fault of await layoutFaultsIn(page, whole)) say(`${look}: ${fault}`)
    }
    await eachLook(page, { screen: check(false), whole: check(true) })
  })
  const all = { lost, problems, found: [...found].sort() }
  expect(all).toEqual({ lost: [], problems: [], found: [] })
})

/** In the page: what was run, and what else the turned direction turns round. */
function harmDone(): string[] {
  const found: string[] = []
  if ('hacked' in globalThis || document.querySelector('main script, main img')) {
    found.push('markup was taken for markup')
  }
  /** The sign ends with its paragraph, or with what is set apart within it. */
  const apartOf = (element: Element | null): Element | null => {
    if (!element) return null
    const { display, unicodeBidi } = getComputedStyle(element)
    const isPart = display === 'inline' && !unicodeBidi.includes('isolate')
    return isPart ? apartOf(element.parentElement) : element
  }
  const walker = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT)
  let turned: { place: Element | null; words: string } | null = null
  for (let node = walker.nextNode(); node; node = walker.nextNode()) {
    const text = node.textContent?.trim() ?? ''
    if (!text || node.parentElement?.closest('script, style, option')) continue
    const place = apartOf(node.parentElement)
    if (text.includes('\u202e')) turned = { place, words: text }
    else if (turned?.place === place) found.push(`"${text}" is turned round by other words`)
  }
  return found
}
