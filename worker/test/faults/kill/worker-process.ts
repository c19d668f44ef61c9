// Runs the bundled Worker in a real workerd until it is killed. Started by `processes.ts`, told by
// its parent what to do, and gone with it.
import { convertV4MiniflareOptions, Log, LogLevel, Miniflare } from 'miniflare'

export interface WorkerSetup {
  /** Folder of `index.js`. */
  readonly bundle: string
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
    // As in wrangler.toml.
    compatibilityDate: '2026-11-01',
    compatibilityFlags: ['nodejs_compat'],
    bindings: { ...setup.variables },
    queueProducers: { QUEUE: 'kai-work' },
    queueConsumers: {
      'kai-work': { maxBatchTimeout: 0, maxRetries: 10, deadLetterQueue: 'kai-dead' },
      'kai-dead': { maxBatchTimeout: 0, maxRetries: 100 },
    },
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
