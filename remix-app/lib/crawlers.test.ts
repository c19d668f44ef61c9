// What search engines are told: every public page at its one address, and nothing of anybody's own.
import { expect, test } from 'vitest'
import { loader as robots } from '../routes/robots[.]txt.ts'
import { loader as sitemap } from '../routes/sitemap[.]xml.ts'
import { addressOf, described } from './meta.ts'
import { visitTo } from './testing.ts'

const visit = (answer: Response, path = '/') => ({ ...visitTo(path, answer), params: {} }) as never

test('crawlers are kept from what belongs to somebody, and told where the rest is', async () => {
  const text = await robots(visit(Response.json({}), '/robots.txt')).text()
  for (const path of ['/wallet', '/account', '/admin', '/api/']) {
    expect(text).toContain(`Disallow: ${path}\n`)
  }
  expect(text).toContain('Sitemap: https://wallet.example/sitemap.xml\n')
})

test('open predictions are listed; without them the other pages are', async () => {
  const items = [{ id: 'prd_rain' }]
  const full = await (await sitemap(visit(Response.json({ items })))).text()
  expect(full).toContain('<loc>https://wallet.example/predictions/prd_rain</loc>')
  const away = Response.json({ code: 'STORE_UNAVAILABLE' }, { status: 503 })
  const short = await (await sitemap(visit(away))).text()
  expect(short).toContain('<loc>https://wallet.example/predictions</loc>')
  expect(short).not.toContain('/wallet</loc>')
})

// Two addresses of one page share what it is worth to a search engine, and one of them leads away.
test('a page has one address, whatever was asked for with it, and by whichever name', () => {
  const asked = visitTo('/sign-in?next=%2Faccount', Response.json({}))
  const address = addressOf({ ...asked, request: new Request('https://x.workers.dev/sign-in?a=1') })
  const tags = described({ pageTitle: 'T', description: 'D' }, address)
  expect(tags).toContainEqual({ tagName: 'link', rel: 'canonical', href: address })
  expect(address).toBe('https://wallet.example/sign-in')
  const picture = { property: 'og:image', content: 'https://wallet.example/preview.png' }
  expect(tags).toContainEqual(picture)
})
