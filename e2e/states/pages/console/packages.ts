// Packages, as admins run them.
import { admin } from '../../console.ts'
import { away, type PageState, sends } from '../../state.ts'

export const statesOf = (): readonly PageState[] => [
  admin('/packages', 'packages', 'New package'),
  admin('/packages?edit=popular', 'change a package', 'Change popular'),
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
