// What a stake returns, for whoever only shows it: a browser needs no schemas for that.
const EVEN_BPS = 10_000n

/** In BigInt: the product passes 2^53. What doesn't make a whole token stays with the house. */
export const winningCount = (stake: number, oddsBps: number): number =>
  Number((BigInt(stake) * BigInt(oddsBps)) / EVEN_BPS)
