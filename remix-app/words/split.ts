// A wallet's total in its two parts; on the wallet and on the home page.

export const SPLIT = {
  label: (total: string, available: string, committed: string) =>
    `Of ${total}, ${available} are available and ${committed} committed`,
}
