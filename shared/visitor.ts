// How a visitor writes numbers and times: both are only known from what a browser says, so anything
// that this runtime does not know is replaced.

export const DEFAULT_LOCALE = 'en-US'
export const DEFAULT_ZONE = 'UTC'
/** Written by the page, so that the next page is in the right zone from its first byte on. */
export const ZONE_COOKIE = 'kai_zone'

const TEXT_MAX = 64

/** A zone this runtime knows, else UTC. */
export function parseZone(text: string | null | undefined): string {
  if (!text || text.length > TEXT_MAX) return DEFAULT_ZONE
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: text }).resolvedOptions().timeZone
  } catch {
    return DEFAULT_ZONE
  }
}

/** The first wish of an Accept-Language header that can be fulfilled here, else US English. */
export function parseLocale(header: string | null | undefined): string {
  const [wish = ''] = (header ?? '').split(/[,;]/, 1)
  if (wish.length > TEXT_MAX) return DEFAULT_LOCALE
  try {
    // Without extensions: they could ask for other digits or another calendar than the text's.
    const { baseName } = new Intl.Locale(wish.trim())
    return Intl.NumberFormat.supportedLocalesOf(baseName)[0] ?? DEFAULT_LOCALE
  } catch {
    return DEFAULT_LOCALE
  }
}
