// Payments that do not fit their order, and the way back of their money.
import type { Page } from 'playwright-core'
import { admin } from '../../console.ts'
import type { Purchases } from '../../orders.ts'
import type { PageState } from '../../state.ts'

const looks = (amount: string, reason = 'duplicate') => {
  return async (page: Page): Promise<void> => {
    const payment = page.getByRole('region', { name: `Paid: ${amount}`, exact: true })
    await payment.getByText(`Refund ${amount}…`).click()
    await payment.getByLabel('Reason').selectOption(reason)
    if (reason) await payment.getByLabel('Why, for other admins').fill('It granted nothing.')
    await payment.getByRole('button', { name: 'See what it does' }).click()
  }
}

export const statesOf = (at: Purchases): readonly PageState[] => {
  const to = (name: string): string => at[name] ?? `/${name}`
  return [
    admin(to('paidOtherwise'), 'misfit: order paid otherwise', 'Nothing was granted so far'),
    admin(to('paidOtherwise'), 'misfit: what its refund would do', 'Nothing has happened yet', {
      act: looks('$4.99'),
    }),
    admin(to('paidOtherwise'), 'misfit: refund without a reason', 'Say why', {
      refused: true,
      act: looks('$4.99', ''),
    }),
    admin(to('paidOtherwise'), 'misfit: approved too early', 'Refund the payment first', {
      refused: true,
      act: (page) => page.getByRole('button', { name: 'Approve', exact: true }).click(),
    }),
    admin(to('purchasePaidOtherwise'), 'misfit: its purchase', 'It is in review'),
    admin(to('paidTwice'), 'misfit: order paid twice', 'Paid and granted: $9.99'),
    admin(to('paidTwice'), 'misfit: what the second refund would do', 'Nothing has happened yet', {
      act: looks('$9.99'),
    }),
    admin(to('purchasePaidTwice'), 'misfit: purchase paid twice', 'Another payment of it waits'),
    admin(to('caseOfTwice'), 'misfit: case of the second payment', 'The order was paid twice'),
  ]
}
