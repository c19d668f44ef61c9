// A problem as a page, for a person who went somewhere and no page can be made at all: also while
// the Worker has no settings, so it needs nothing but one static style.
import { html } from 'hono/html'
import type { Problem } from '../../shared/api/problem.ts'
import type { AppContext } from './app-env.ts'

/** Browsers ask for HTML when a person goes somewhere, and only then. */
export function wantsPage(c: AppContext): boolean {
  const { pathname } = new URL(c.req.url)
  const isApi = pathname === '/api' || pathname.startsWith('/api/')
  return !isApi && (c.req.header('accept') ?? '').includes('text/html')
}

const CLOCK = 'M12 20.5a8.5 8.5 0 1 0 0-17 8.5 8.5 0 0 0 0 17zM12 7.5V12l3 2'
const TOOLS = 'M4 7h9m5 0h2M4 17h2m5 0h9M15.5 4.8v4.4M8.5 14.8v4.4'
const ALERT = 'M12 4 21 19.5H3zM12 10v4M12 16.8h.01'
const PICTURES: Readonly<Record<number, string>> = { 429: CLOCK, 503: TOOLS }

/** Whoever waits for tokens reads first that they are safe. */
const SAFE = 'Your tokens are safe: a movement happens whole or not at all.'

export function problemPage({ title, detail, status, requestId }: Problem): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - KAI Wallet</title>
<link rel="stylesheet" href="/problem.css">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<main>
<svg viewBox="0 0 24 24" aria-hidden="true"><path d="${PICTURES[status] ?? ALERT}"/></svg>
<h1>${title}</h1>
<p>${detail}${status >= 500 ? ` ${SAFE}` : ''}</p>
<nav aria-label="What next"><a href="">Try again</a><a href="/">Go to the start</a></nav>
<p><small>For support: request <code>${requestId}</code></small></p>
</main>
</body>
</html>
`
  return String(page)
}
