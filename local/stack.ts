// The whole product on one machine: stand-ins, demo data, the Worker in workerd, crons.
import { join } from 'node:path'
import { startCrons } from './crons.ts'
import { holdDataDir } from './data-dir.ts'
import { isFree } from './free-port.ts'
import type { StackPorts } from './ports.ts'
import { type LocalSecrets, loadSecrets, makeSecrets } from './secrets.ts'
import { seed } from './seed.ts'
import { type StandIns, startStandIns } from './stand-ins.ts'
import { type RunningWorker, runWorker, variablesFor } from './worker.ts'

export interface StackOptions {
  readonly ports: StackPorts
  /** Null: nothing outlives the process. */
  readonly dataDir: string | null
  readonly env: Readonly<Record<string, string | undefined>>
  readonly report: (line: string) => void
  /** Unless told otherwise they come on their schedule. */
  readonly crons?: boolean
  readonly hangMs?: number
  readonly settleMs?: number
}

export interface Stack {
  readonly url: string
  readonly services: StandIns
  readonly secrets: LocalSecrets
  close(): Promise<void>
}

/** Resolves when all of it answers. What was started is closed again when a part fails. */
export async function startStack(options: StackOptions): Promise<Stack> {
  const { dataDir, env, ports, report } = options
  const release = dataDir === null ? () => undefined : holdDataDir(dataDir)
  const secrets = dataDir === null ? makeSecrets() : loadSecrets(join(dataDir, 'secrets.json'))
  if (!(await isFree(ports.app))) {
    throw new Error(`Port ${ports.app} is taken by another program. Set PORT to another one.`)
  }
  const services = await startStandIns({ ...options, secrets })
  let worker: RunningWorker | undefined
  try {
    await seed(services, secrets)
    const origin = `http://localhost:${ports.app}`
    worker = await runWorker(ports.app, variablesFor(origin, services, secrets, env))
    services.connect(worker.url)
    await answering(worker.url)
  } catch (error) {
    await worker?.close()
    await services.close()
    throw error
  }
  const stopCrons = options.crons === false ? () => undefined : startCrons(worker.url, report)
  const running = worker
  return {
    url: `http://localhost:${new URL(running.url).port}`,
    services,
    secrets,
    async close() {
      stopCrons()
      await running.close()
      await services.close()
      release()
    },
  }
}

async function answering(url: string): Promise<void> {
  const answer = await fetch(`${url}/api/health`)
  if (!answer.ok) throw new Error(`the Worker answers ${answer.status}; see its log above`)
}
