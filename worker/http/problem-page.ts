// A problem as a page, for a person who went somewhere and no page can be made at all.
import { html } from 'hono/html'
import type { Problem } from '../../shared/api/problem.ts'
import type { AppContext } from './app-env.ts'

/** Browsers ask for HTML when a person goes somewhere, and only then. */
export function wantsPage(c: AppContext): boolean {
  const { pathname } = new URL(c.req.url)
  const isApi = pathname === '/api' || pathname.startsWith('/api/')
  return !isApi && (c.req.header('accept') ?? '').includes('text/html')
}

export function problemPage({ title, detail, requestId }: Problem): string {
  const page = html`<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${title} - KAI Wallet</title>
<link rel="stylesheet" href="/api/docs.css">
</head>
<body>
<main>
<h1>${title}</h1>
<p>${detail}</p>
<p><a href="">Try again</a> or <a href="/">go to the start</a>.</p>
<p><small>Request id: <code>${requestId}</code></small></p>
</main>
</body>
</html>
`
  return String(page)
}
