// The pages that the reports look at, over the whole local stack with the built pages.
import { parseArgs } from 'node:util'
import { openStage } from '../../e2e/stage.ts'
import { buy } from '../../e2e/steps.ts'
import { buildPages } from '../../scripts/build.ts'

export const PUBLIC_PAGES = ['/', '/predictions', '/predictions/prd-film-billion', '/sign-in']
export const OWN_PAGES = ['/wallet', '/wallet/history', '/wallet/buy', '/account']
const { values } = parseArgs({ options: { runs: { type: 'string', default: '5' } } })
/** `-- --runs 1` for a quick look. */
export const RUNS = Number(values.runs)

/** A stage, and somebody signed in who has bought something. */
export async function openReport() {
  if ((await buildPages()) === 'failed') throw new Error('the pages do not build')
  const stage = await openStage()
  const { page, context } = await stage.signedIn('user@kai.test')
  await buy(page, '1,100')
  await page.close()
  return { stage, owner: context }
}
