// Documents for when there is nothing else: no script of the pages, and nothing private.
import { SHELL } from '../words/shell.ts'

interface Way {
  readonly href: string
  readonly name: string
}
interface Shell {
  readonly title: string
  readonly text: string
  readonly ways: readonly Way[]
  /** Loads itself again when the connection is back. */
  readonly comesBack: boolean
}

/** `kept`: which of the usual pages can be shown. */
export const offlineShell = (address: string, kept: readonly string[]): Shell => ({
  title: SHELL.offlineTitle,
  text: SHELL.offlineText,
  ways: [
    { href: address, name: SHELL.tryAgain },
    ...[
      { href: '/wallet', name: SHELL.wallet },
      { href: '/predictions', name: SHELL.predictions },
    ].filter(({ href }) => kept.includes(href)),
  ],
  comesBack: true,
})

export const signOutShell = (): Shell => ({
  title: SHELL.signOutTitle,
  text: SHELL.signOutText,
  ways: [{ href: '/wallet', name: SHELL.toWallet }],
  comesBack: false,
})

const POLICY = [
  "default-src 'none'",
  "font-src 'self'",
  "style-src 'self'",
  "img-src 'self'",
  "connect-src 'self'",
  "base-uri 'none'",
  "form-action 'none'",
  "frame-ancestors 'none'",
]
/** Browsers tell that there is a network, never that the server is reached. */
const AGAIN =
  `const again=()=>location.reload();addEventListener('online',again);` +
  `setInterval(()=>fetch('/api/health',{cache:'no-store'})` +
  `.then((answer)=>answer.headers.has('x-request-id')&&again(),()=>{}),5000)`
const CLOUD = 'M4 4l16 16M9.5 6.2A6 6 0 0 1 17.8 11 4 4 0 0 1 20.4 17M16 18.5H7a4.5 4.5 0 0 1-1-8.9'

export function shellDocument({ title, text, ways, comesBack }: Shell, styles: string): Response {
  const nonce = crypto.randomUUID()
  const links = ways.map(({ href, name }, at) => {
    const look = at === 0 ? 'btn-primary' : 'btn-quiet'
    return `<a class="btn ${look}" href="${escaped(href)}">${name}</a>`
  })
  const again = `<script nonce="${nonce}">${AGAIN}</script>`
  const body = `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1, viewport-fit=cover">
<title>${title} · KAI Wallet</title>
<link rel="stylesheet" href="${styles}">
<link rel="icon" href="/favicon.svg" type="image/svg+xml">
</head>
<body>
<main class="page page-narrow problem">
<span class="problem-picture" aria-hidden="true">
<svg viewBox="0 0 24 24"><path d="${CLOUD}"/></svg>
</span>
<h1>${title}</h1>
<p class="problem-text">${text}</p>
<p class="problem-ways">${links.join('\n')}</p>
</main>
${comesBack ? again : ''}
</body>
</html>
`
  return new Response(body, {
    status: 503,
    headers: {
      'content-type': 'text/html; charset=utf-8',
      'content-security-policy': [...POLICY, `script-src 'nonce-${nonce}'`].join('; '),
      'cache-control': 'no-store',
    },
  })
}

const escaped = (text: string): string =>
  text.replace(/[&<>"]/g, (sign) => `&#${sign.charCodeAt(0)};`)
