// Which pages everybody who is signed out sees alike, and what of an address they depend on. What
// they don't depend on makes no page of its own: a campaign's mark must not reach Firestore.

const PREDICTION = /^\/predictions\/[A-Za-z0-9][\w-]{0,62}$/
const LIST_WORDS = ['state', 'q', 'category', 'sort', 'cursor']
const CHARACTERS_MAX = 1_000
const DATA = '.data'

/**
 * The address under which the page is kept, and which it is made for; null when it is no such page.
 * A reading of some routes only (`_routes`) is not the page's whole data.
 */
export function publicAddress(url: URL): string | null {
  const isData = url.pathname.endsWith(DATA)
  const path = isData ? url.pathname.slice(0, -DATA.length) : url.pathname
  const words = wordsOf(path === '/_root' && isData ? '/' : path)
  if (!words || (isData && (path === '/' || url.searchParams.has('_routes')))) return null
  const query = new URLSearchParams()
  for (const word of words) {
    const value = url.searchParams.get(word)
    if (value) query.set(word, value)
  }
  const address = query.size > 0 ? `${url.pathname}?${query}` : url.pathname
  return address.length <= CHARACTERS_MAX ? address : null
}

function wordsOf(path: string): readonly string[] | null {
  if (path === '/') return []
  if (path === '/predictions') return LIST_WORDS
  return PREDICTION.test(path) ? ['side'] : null
}
