// Around the rows of the ledger, wherever they are listed.

export const ROWS = {
  availableAfter: 'Balance ',
  none: 'No movements yet',
  noneText: 'Every token you buy, commit, win or get back will be listed here.',
  news: (count: number) => `${count} new`,
  buyFirst: 'Buy your first tokens',
}
