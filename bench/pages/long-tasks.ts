// `npm run long-tasks`: what keeps a slow phone from answering a tap. Each page is loaded with the
// processor four times slower; a task of more than 50 ms is long. For information: it says as much
// about the machine as about us.
import type { BrowserContext } from 'playwright-core'
import type { Stage } from '../../e2e/stage.ts'
import { hydrated } from '../../e2e/steps.ts'
import { OWN_PAGES, openReport, PUBLIC_PAGES, RUNS } from './pages.ts'
import { median, tableOf } from './table.ts'

const CPU_SLOWER = 4
const WATCH = `
  window.longTasks = []
  new PerformanceObserver((list) => {
    for (const { duration } of list.getEntries()) window.longTasks.push(duration)
  }).observe({ type: 'longtask', buffered: true })`

async function tasksOf(stage: Stage, path: string, owner?: BrowserContext): Promise<number[]> {
  const { page, context } = await stage.newPage({
    width: 360,
    height: 780,
    ...(owner && { from: owner }),
  })
  const cdp = await context.newCDPSession(page)
  await cdp.send('Emulation.setCPUThrottlingRate', { rate: CPU_SLOWER })
  await page.addInitScript(WATCH)
  await page.goto(path, { waitUntil: 'load' })
  await hydrated(page)
  if (path === '/wallet') await page.locator('.live-live').waitFor()
  const tasks = (await page.evaluate('window.longTasks')) as number[]
  await context.close()
  return tasks
}

const { stage, owner } = await openReport()
try {
  const rows: string[][] = []
  for (const path of [...PUBLIC_PAGES, ...OWN_PAGES]) {
    const own = OWN_PAGES.includes(path) ? owner : undefined
    await tasksOf(stage, path, own)
    const runs: number[][] = []
    for (let run = 0; run < RUNS; run += 1) runs.push(await tasksOf(stage, path, own))
    const longest = runs.map((tasks) => Math.max(0, ...tasks))
    rows.push([path, `${median(runs.map(({ length }) => length))}`, median(longest).toFixed(0)])
  }
  console.log(tableOf([`page, median of ${RUNS}`, 'long tasks', 'longest ms'], rows))
} finally {
  await stage.close()
}
process.exit(0)
