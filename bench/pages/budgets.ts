// `npm run budgets`: the JavaScript of each page before anybody touches it, against a bare Remix
// page. The wallet's is a gate (e2e/speed.test.ts); exit code 1 when it is passed.
import { join } from 'node:path'
import { buildPages } from '../../scripts/build.ts'
import { ROOT } from '../../scripts/processes.ts'
import { buildBarePage } from './bare-page.ts'
import { type Weight, weighPage } from './javascript.ts'
import { tableOf } from './table.ts'

export const WALLET_RATIO_MAX = 1.15
export const WALLET_ROUTES = ['root', 'routes/wallet']
const PAGES = [
  ['wallet', WALLET_ROUTES],
  ['home', ['root', 'routes/_index']],
  ['predictions', ['root', 'routes/predictions._index']],
  ['prediction', ['root', 'routes/predictions.$id']],
  ['history', ['root', 'routes/wallet_.history']],
  ['buy', ['root', 'routes/wallet', 'routes/wallet.buy']],
  ['sign in', ['root', 'routes/sign-in']],
] as const

export async function weighAll(): Promise<{
  bare: Weight
  wallet: Weight
  pages: [string, Weight][]
}> {
  if ((await buildPages()) === 'failed') throw new Error('the pages do not build')
  const bare = weighPage(await buildBarePage(), ['root', 'routes/_index'])
  const client = join(ROOT, 'remix-app/build/client')
  const pages = PAGES.map(([name, routes]): [string, Weight] => [name, weighPage(client, routes)])
  return { bare, wallet: weighPage(client, WALLET_ROUTES), pages }
}

if (import.meta.main) await main()

async function main(): Promise<void> {
  const { bare, wallet, pages } = await weighAll()
  const row = (name: string, { bytes, files }: Weight): string[] => [
    name,
    `${bytes}`,
    (bytes / bare.bytes).toFixed(3),
    `${files.length}`,
  ]
  const rows = [row('bare Remix page', bare), ...pages.map(([name, weight]) => row(name, weight))]
  console.log(tableOf(['JavaScript of', 'bytes, gzip', 'of bare', 'files'], rows))
  const files = wallet.files.map(({ name, bytes }) => [name, `${bytes}`])
  console.log(`\n${tableOf(['file of the wallet', 'bytes'], files)}`)
  const bytesMax = Math.floor(bare.bytes * WALLET_RATIO_MAX)
  const left = bytesMax - wallet.bytes
  console.log(
    `\nthe wallet may have ${bytesMax}: ${left < 0 ? `${-left} too many` : `${left} left`}`,
  )
  if (left < 0) process.exitCode = 1
}
