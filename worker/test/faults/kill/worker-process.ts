// Runs the bundled Worker in a real workerd until it is killed. Started by `processes.ts`, told by
// its parent what to do, and gone with it.
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'
import type { Deployed } from './bundle.ts'

export interface WorkerSetup {
  /** Folder of `index.js`. */
  readonly bundle: string
  readonly deployed: Deployed
  readonly variables: Readonly<Record<string, string>>
}
export interface WorkerUp {
  readonly url: string
}
/** Fires a cron; answered by `{ fired: true }`. */
export interface FireCron {
  readonly cron: string
}

const setup = JSON.parse(process.env.KAI_SETUP ?? '{}') as WorkerSetup

const miniflare = new Miniflare(
  convertV4MiniflareOptions({
    host: '127.0.0.1',
    port: 0,
    log: new Log(LogLevel.NONE),
    modules: true,
    modulesRoot: setup.bundle,
    scriptPath: `${setup.bundle}/index.js`,
    ...setup.deployed,
    bindings: { ...setup.variables },
  }),
)

process.on('disconnect', () => process.exit())
process.on('message', async ({ cron }: FireCron) => {
  const worker = await miniflare.getWorker()
  await worker.scheduled({ cron })
  process.send?.({ fired: true })
})

const url = await miniflare.ready
process.send?.({ url: url.origin } satisfies WorkerUp)
