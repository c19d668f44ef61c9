// The list of purchases.

export const PURCHASES = {
  pageTitle: 'Purchases · KAI Wallet',
  title: 'Purchases',
  subject: 'Your purchases',
  buy: 'Buy tokens',
  none: 'No purchases yet',
  noneText: 'What you buy is listed here with its state.',
}
