// Purchases, refunds and adjustments: tokens and money that people move by hand.
import type { Page } from 'playwright-core'
import { admin } from '../../console.ts'
import type { Purchases } from '../../orders.ts'
import { ID } from '../../people.ts'
import { away, type PageState } from '../../state.ts'

const look = async (
  page: Page,
  fields: Readonly<Record<string, string>>,
  choices: Readonly<Record<string, string>> = {},
): Promise<void> => {
  for (const [label, option] of Object.entries(choices)) {
    await page.getByLabel(label).selectOption(option)
  }
  for (const [label, value] of Object.entries(fields)) await page.getByLabel(label).fill(value)
  await page.getByRole('button', { name: 'See what it does' }).click()
}
const WHY = { 'Why, for': 'Asked by mail.' }

export const statesOf = (at: Purchases): readonly PageState[] => {
  const to = (name: string): string => at[name] ?? `/${name}`
  const shown = (name: string): string => to(name).replace('/wallet', '')
  return [
    admin('/purchases', 'purchases', 'Ordered'),
    admin('/purchases?status=review', 'purchases in review', 'Being checked'),
    admin('/purchases?userId=states-newcomer', 'purchases: none fit', 'Nothing fits'),
    admin(to('refundable'), 'purchase', 'See what it does'),
    admin(to('refundable'), 'purchase, what a refund would do', 'Nothing has happened yet', {
      act: (page) => look(page, WHY, { Reason: 'duplicate' }),
    }),
    admin(to('refundable'), 'purchase, refund without a reason', 'Say why', {
      refused: true,
      act: (page) => look(page, { 'Amount in US dollars': 'all of it' }),
    }),
    admin(to('refundable'), 'purchase, Stripe is away', 'could not be loaded', {
      broken: away('stripe'),
    }),
    admin(to('partlyRefunded'), 'purchase, partly refunded', 'Refunds at Stripe'),
    admin(to('refunding'), 'purchase, refund under way', 'A refund of it is being sent'),
    admin(to('disputed'), 'purchase, disputed', 'Its money is in the hands of the bank'),
    admin(shown('expired'), 'purchase, never paid', 'Nothing was paid that could go back'),
    admin(`/purchases/pur_${'0'.repeat(40)}`, 'no such purchase', 'purchase', { refused: true }),
    admin('/refunds', 'refunds', 'Being sent'),
    admin('/refunds?state=failed', 'refunds: none fit', 'Nothing fits'),
    admin(to('refundSent'), 'refund, sent', 'Stripe has it'),
    admin(to('refundUnderWay'), 'refund, under way', 'goes on by itself'),
    admin('/adjustments', 'adjustments', 'Propose an adjustment'),
    admin('/adjustments?state=approved', 'adjustments: none fit', 'Nothing fits'),
    admin('/adjustments', 'adjustment, nothing filled in', 'A whole number from 1', {
      refused: true,
      act: (page) => look(page, {}),
    }),
    admin(
      `/adjustments?userId=${ID.debtor}`,
      'adjustment, what it would do',
      'Nothing has happened',
      {
        act: (page) =>
          look(page, { ...WHY, Tokens: '900' }, { 'What to do': 'add', Reason: 'goodwill' }),
      },
    ),
    admin(to('adjustment'), 'adjustment to decide', 'Approve: take 5,000 tokens'),
    admin(to('ownAdjustment'), 'adjustment of their own', 'You proposed it'),
    admin(to('turnedDown'), 'adjustment, turned down', 'It was paid already'),
  ]
}
