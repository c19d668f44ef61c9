// Packages, as admins run them.
import { admin } from '../../console.ts'
import { away, type PageState, sends } from '../../state.ts'

export const statesOf = (): readonly PageState[] => [
  admin('/packages', 'packages', 'What a token costs'),
  admin('/packages', 'packages: no permission', /admins/, { as: 'regular', refused: true }),
  admin('/packages?prices=now', 'packages: prices at Stripe', 'It is not for sale.'),
  admin('/packages?prices=now', 'packages: Stripe does not answer', /prices could not be loaded/, {
    broken: away('stripe'),
  }),
  admin('/packages', 'packages: moved up', 'is in place 4 now', {
    act: (page) =>
      page
        .getByRole('button', { name: /^Move .* up$/ })
        .last()
        .click(),
  }),
  admin('/packages?edit=popular', 'change a package', 'Sale of'),
  admin('/packages?edit=popular', 'package, about to leave the sale', 'Nobody can buy it then', {
    act: (page) => page.getByText('Take it off sale…').click(),
  }),
  admin(
    '/packages?edit=pearl',
    'package, put on sale that Stripe does not sell',
    /Once that is saved above/,
    {
      refused: true,
      act: (page) => page.getByRole('button', { name: 'Put it on sale' }).click(),
    },
  ),
  admin('/packages?edit=none', 'no such package', 'There is no such package'),
  admin('/packages', 'package form errors', 'A name of 1 to 80 characters.', {
    refused: true,
    act: (page) => page.getByRole('button', { name: 'Save package' }).click(),
  }),
  admin('/packages', 'a Stripe Price that does not exist', 'Stripe has no Price with this ID', {
    refused: true,
    act: sends(
      {
        Id: 'none',
        Name: 'None',
        Tokens: '5',
        'Price in US dollars': '5',
        'Stripe Price': 'price_0',
      },
      'Save package',
    ),
  }),
  admin('/packages', 'packages could not be read', 'could not be loaded', {
    broken: away('firestore'),
  }),
]
