// Bounds that forms tell before anybody runs into them. Without a schema: browsers read them too.

/** The longest break that can be taken at once. */
export const EXCLUDE_DAYS_MAX = 365
/** Of what is looked for in titles. */
export const SEARCH_CHARS_MAX = 80
/** Of the catalogue: it is read, shown and put in order as a whole. */
export const PACKAGES_MAX = 200
/** In basis points, the stake included. */
export const ODDS_BPS_MIN = 10_001
export const ODDS_BPS_MAX = 1_000_000
