// Remix's own way to say "open this page as a document": the answer of a loader that redirects.

const REDIRECT_STATUS = 202

/** In turbo-stream, the format of single fetch: values by their place in one list. */
export function reloadOf(page: string): Response {
  const { pathname, search } = new URL(page)
  const names = { _2: 3, _4: 5, _6: 7, _8: 9, _10: 11 }
  const values = ['redirect', pathname + search, 'status', 302, 'revalidate', false]
  const more = ['reload', true, 'replace', false]
  const body = JSON.stringify([['SingleFetchRedirect', 1], names, ...values, ...more])
  return new Response(`${body}\n`, {
    status: REDIRECT_STATUS,
    headers: { 'content-type': 'text/x-script; charset=utf-8', 'x-remix-response': 'yes' },
  })
}
