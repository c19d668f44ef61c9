// `npm run lighthouse`: Lighthouse's four marks for public and own pages on a simulated phone. For
// information; what must hold everywhere is a gate (e2e/speed.test.ts).
import lighthouse from 'lighthouse'
import { chromium } from 'playwright-core'
import { BROWSER_FLAGS } from '../../e2e/browser.ts'
import { freePort } from '../../local/free-port.ts'
import { findBrowser } from '../../scripts/browser.ts'
import { OWN_PAGES, openReport, PUBLIC_PAGES, RUNS } from './pages.ts'
import { median, tableOf } from './table.ts'

const MARKS = ['performance', 'accessibility', 'best-practices', 'seo'] as const

type Marks = Record<string, number>

const { stage, owner } = await openReport()
const executablePath = findBrowser() ?? ''
const port = await freePort()
const args = [...BROWSER_FLAGS, `--remote-debugging-port=${port}`]
const browser = await chromium.launch({ executablePath, args })
try {
  const cookies = await owner.cookies()
  const cookie = cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
  const rows: string[][] = []
  const faults = new Set<string>()
  for (const path of [...PUBLIC_PAGES, ...OWN_PAGES]) {
    const runs: Marks[] = []
    for (let run = 0; run < RUNS; run += 1) {
      runs.push(await marksOf(path, OWN_PAGES.includes(path) ? { cookie } : {}, faults))
    }
    const marks = MARKS.map((name) => median(runs.map((marks) => marks[name] ?? 0)))
    rows.push([path, ...marks.map((mark) => (mark * 100).toFixed(0))])
  }
  console.log(tableOf([`page, median of ${RUNS}`, ...MARKS], rows))
  if (faults.size > 0) console.log(`\nFound wanting:\n${[...faults].join('\n')}`)
} finally {
  await browser.close()
  await stage.close()
}
process.exit(0)

async function marksOf(path: string, extraHeaders: Record<string, string>, faults: Set<string>) {
  const onlyCategories: string[] = [...MARKS]
  const settings = { port, output: 'json', logLevel: 'error', onlyCategories } as const
  const result = await lighthouse(`${stage.url}${path}`, { ...settings, extraHeaders })
  if (!result) throw new Error(`Lighthouse says nothing of ${path}`)
  const { categories, audits } = result.lhr
  const parts = Object.values(categories)
  for (const { auditRefs } of parts.filter(({ id }) => id !== 'performance')) {
    for (const { id, weight } of auditRefs) {
      const audit = audits[id]
      if (weight > 0 && audit && (audit.score ?? 1) < 1) faults.add(`${path}: ${audit.title}`)
    }
  }
  return Object.fromEntries(parts.map(({ id, score }) => [id, score ?? 0]))
}
