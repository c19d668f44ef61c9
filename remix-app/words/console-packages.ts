// What the console says about packages.
export const PACKAGES = {
  title: 'Packages',
  subject: 'The packages',
  note: 'In this order everybody sees those that are for sale.',
  all: 'All packages',
  none: { title: 'No package yet', text: 'Make the first one below.' },
  notThere: 'There is no such package',
  notThereText: 'Choose one of these, or make a new one.',
  package: 'Package',
  tokens: 'Tokens',
  bonus: 'Bonus',
  noBonus: 'None',
  price: 'Price',
  state: 'State',
  place: 'Change',
  change: 'Change',
  moveUp: (name: string) => `Move ${name} up`,
  moveDown: (name: string) => `Move ${name} down`,
  moved: (name: string, place: string) => `${name} is in place ${place} now.`,
  outOfSync: 'Not sold: prices differ',
  forSale: 'For sale',
  notForSale: 'Not for sale',
  popular: 'Popular',
  changeOf: (name: string) => `Change ${name}`,
  create: 'New package',
  save: 'Save package',
  saving: 'Saving…',
  cancel: 'Cancel',
  saved: (name: string) => `${name} is saved`,
  takenOff: (name: string) =>
    `${name} is not for sale any more. You can put it back on sale below.`,
  putOn: (name: string) => `${name} is for sale.`,
} as const

export const PACKAGE_FIELDS = {
  id: 'Id',
  idHint: 'Leave it empty to have one made.',
  name: 'Name',
  tokens: 'Tokens',
  bonusTokens: 'Bonus tokens',
  price: 'Price in US dollars',
  stripePrice: 'Stripe Price',
  stripePriceHint: 'It is compared with Stripe when you save.',
  isActive: 'For sale',
  popular: 'Marked popular',
} as const

/** Taking a package off sale, and putting it back. */
export const SALE = {
  title: (name: string) => `Sale of ${name}`,
  off: 'Take it off sale…',
  offVerb: 'Take it off sale',
  offText: 'Nobody can buy it then.',
  open: (pages: string) => `${pages} open, and will close.`,
  page: { one: 'payment page is', other: 'payment pages are' },
  atLeast: (pages: string) => `At least ${pages}`,
  nobody: 'Nobody is about to pay for it.',
  noTokens: 'No tokens move: what was paid is credited all the same.',
  unknown: 'How many people are about to pay for it can’t be read just now.',
  on: 'Put it on sale',
  onText: (tokens: string, usd: string) =>
    `Everybody can buy ${tokens} for ${usd} then: as it is saved, without what you change above.`,
  fault: (fault: string) => `${fault} Once that is saved above, put it on sale.`,
} as const

/** What a token costs, package beside package. */
export const COST = {
  title: 'What a token costs',
  note: 'Bonus counted in, as people compare them.',
  perHundred: '100 tokens',
  perToken: 'One token',
  against: 'Against the dearest',
  beside: 'Beside each other',
  dearest: 'The dearest',
  less: (percent: string) => `${percent} less`,
  hardlyLess: 'Hardly less',
  dearer: 'Dearer than all',
  notSold: 'Not sold',
} as const

export const PRICES = {
  title: 'Prices at Stripe',
  ask: 'Compare with Stripe',
  again: 'Compare again',
  note: 'Stripe is asked what it would charge for each package. Nothing is changed.',
  allAgree: 'The prices of all packages for sale agree.',
  differ: (packages: string) => `${packages} not agree with Stripe.`,
  packages: { one: 'package for sale does', other: 'packages for sale do' },
  askedAgree: 'The prices of packages for sale agree, as far as they were asked about.',
  unchecked: (packages: string) => `${packages} not asked about.`,
  left: { one: 'package was', other: 'packages were' },
  subject: 'Stripe’s prices',
  here: 'Here',
  stripe: 'At Stripe',
  state: 'State there',
  difference: 'Difference',
  active: 'Active',
  archived: 'Archived',
  missing: 'Missing',
  nothing: 'No such Price',
  flexible: 'No fixed amount',
  agrees: 'Agrees',
  dearer: (usd: string) => `Stripe would charge ${usd} more.`,
  cheaper: (usd: string) => `Stripe would charge ${usd} less.`,
  currency: (code: string) => `Stripe would charge ${code}, not US dollars.`,
  isArchived: 'Stripe sells nothing under an archived Price.',
  isFlexible: 'Stripe would let the buyer name the amount.',
  isMissing: 'Stripe knows no Price with this ID.',
  agreesAgain: 'It agrees again. Save it to sell it again.',
  agreesOffSale: 'Agrees, not for sale',
  offSale: (difference: string) => `${difference} It is not for sale.`,
  notSold: 'No package is sold while the two differ.',
  open: 'Open it in Stripe',
} as const

export const PACKAGE_HINTS = {
  id: 'Letters, digits, hyphens and underscores; a letter or digit first. At most 63.',
  name: 'A name of 1 to 80 characters.',
  tokens: 'A whole number from 1 to 1,000,000,000.',
  bonusTokens: 'A whole number from 0 to 1,000,000,000.',
  priceUsdCents: 'A price in US dollars like 4.99.',
  stripePriceId: 'The ID of a Stripe Price: it starts with price_.',
  isActive: 'Either for sale or not.',
  popular: 'Either marked or not.',
}

/** Beside the Stripe Price, when it doesn't fit: what to do about it. Nothing was saved. */
export const PRICE_FAULTS = {
  missing:
    'Stripe has no Price with this ID. Open the product in Stripe, copy the ID of its price, and ' +
    'save again.',
  inactive: 'This Price is archived. Restore it in Stripe, or enter the ID of another one.',
  currency: 'This Price is not in US dollars. Add one in US dollars in Stripe and enter its ID.',
  flexible: 'This Price has no fixed amount. Add one that has in Stripe and enter its ID.',
  amount: (usd: string) =>
    `This Price costs ${usd} in Stripe. Enter that as the price here, or the ID of another Price.`,
}
