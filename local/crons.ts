// Fires the Worker's crons on their schedule, as Cloudflare would.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { Cron } from 'croner'

/** The schedules of wrangler.toml. */
function readCrons(): string[] {
  const toml = readFileSync(join(import.meta.dirname, '..', 'wrangler.toml'), 'utf8')
  const [, list = ''] = /^crons\s*=\s*\[([^\]]*)\]/m.exec(toml) ?? []
  return [...list.matchAll(/"([^"]+)"/g)].flatMap(([, cron]) => cron ?? [])
}

/** Ends the schedule when called. A failing tick is reported, and the next one comes anyway. */
export function startCrons(appUrl: string, report: (line: string) => void): () => void {
  const jobs = readCrons().map(
    (cron) =>
      new Cron(cron, { timezone: 'UTC' }, async () => {
        const done = await fireCron(appUrl, cron).catch(() => false)
        if (!done) report(`cron ${cron} failed; see the Worker's log`)
      }),
  )
  return () => {
    for (const job of jobs) job.stop()
  }
}

async function fireCron(appUrl: string, cron: string): Promise<boolean> {
  const query = new URLSearchParams({ cron })
  const answer = await fetch(`${appUrl}/cdn-cgi/handler/scheduled?${query}`)
  return answer.ok
}
