// Every public page, for crawlers.
import type { LoaderFunctionArgs } from '@remix-run/cloudflare'
import type { PredictionList } from '../../shared/api/predictions.ts'
import { callApi } from '../lib/api.server.ts'

const PAGES = ['/', '/predictions', '/sign-up']
const OPEN_MAX = 100
const KEPT_SECONDS = 3600

export async function loader({ request, context }: LoaderFunctionArgs): Promise<Response> {
  const path = `/api/predictions?limit=${OPEN_MAX}`
  const open = await callApi<PredictionList>({ request, context }, path)
  const predictions = open.ok ? open.value.items.map(({ id }) => `/predictions/${id}`) : []
  // Ids hold nothing that XML would have to escape.
  const entries = [...PAGES, ...predictions].map(
    (page) => `<url><loc>${new URL(page, context.origin).href}</loc></url>`,
  )
  const body = [
    '<?xml version="1.0" encoding="UTF-8"?>',
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">',
    ...entries,
    '</urlset>',
  ].join('\n')
  return new Response(body, {
    headers: {
      'content-type': 'application/xml; charset=utf-8',
      'cache-control': `public, max-age=${KEPT_SECONDS}`,
    },
  })
}
