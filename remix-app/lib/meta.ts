// What search engines and link previews say of a page.
import type { Visit } from './api.server.ts'

interface Described {
  readonly pageTitle: string
  readonly description: string
}

/** `canonical`: its one address, whole; previews and search engines take no other. */
export const described = ({ pageTitle, description }: Described, canonical?: string) => [
  { title: pageTitle },
  { name: 'description', content: description },
  { property: 'og:site_name', content: 'KAI Wallet' },
  { property: 'og:type', content: 'website' },
  { property: 'og:title', content: pageTitle },
  { property: 'og:description', content: description },
  ...(canonical
    ? [
        { tagName: 'link', rel: 'canonical', href: canonical },
        { property: 'og:url', content: canonical },
        { property: 'og:image', content: new URL('/preview.png', canonical).href },
        { name: 'twitter:card', content: 'summary_large_image' },
      ]
    : []),
]

/** Without what was asked for or searched, and at home even where a preview or a copy is asked. */
export const addressOf = ({ request, context }: Visit): string =>
  new URL(new URL(request.url).pathname, context.origin).href
