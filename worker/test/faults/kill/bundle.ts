// The Worker as it is deployed, bundled once for all the processes that run it.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { V4QueueConsumerOptions, V4WorkerOptions } from 'miniflare'
import { unstable_getMiniflareWorkerOptions as readOptions } from 'wrangler'
import { buildPages } from '../../../../scripts/build.ts'
import { ROOT, run } from '../../../../scripts/processes.ts'

/** What wrangler.toml says about dates, flags, queues and buckets. */
export interface Deployed {
  readonly compatibilityDate: V4WorkerOptions['compatibilityDate']
  readonly compatibilityFlags: V4WorkerOptions['compatibilityFlags']
  readonly queueProducers: V4WorkerOptions['queueProducers']
  readonly r2Buckets: V4WorkerOptions['r2Buckets']
  readonly queueConsumers: Record<string, V4QueueConsumerOptions>
}

export interface Bundle {
  /** Of everything these tests write; to be removed. */
  readonly tmpDir: string
  readonly bundle: string
  readonly deployed: Deployed
}

export async function bundleWorker(): Promise<Bundle> {
  if ((await buildPages()) === 'failed') throw new Error('the pages do not build')
  const tmpDir = mkdtempSync(join(tmpdir(), 'kai-kill-'))
  const bundle = join(tmpDir, 'bundle')
  const args = ['deploy', '--dry-run', '--outdir', bundle, '--minify']
  const { code, output } = await run('wrangler', args, { quiet: true })
  if (code !== 0) throw new Error(`the Worker does not build: ${output}`)
  return { tmpDir, bundle, deployed: readDeployed() }
}

function readDeployed(): Deployed {
  const { workerOptions } = readOptions(join(ROOT, 'wrangler.toml'))
  const options = workerOptions as V4WorkerOptions
  const { compatibilityDate, compatibilityFlags, queueProducers, queueConsumers } = options
  if (!queueConsumers || Array.isArray(queueConsumers)) throw new Error('no settings of queues')
  const consumers = Object.entries(queueConsumers).map(([queue, consumer]) => {
    // Nobody fills a batch here, so waiting for more messages would only take time.
    return [queue, { ...consumer, maxBatchTimeout: 0 }] as const
  })
  const impatient = Object.fromEntries(consumers)
  const { r2Buckets } = options
  const same = { compatibilityDate, compatibilityFlags, queueProducers, r2Buckets }
  return { ...same, queueConsumers: impatient }
}
