// Child processes of the scripts: one place that decides what they see and what is shown of them.
import { type ChildProcess, spawn } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export const ROOT = fileURLToPath(new URL('..', import.meta.url))

/** The tools below ask nobody's server for anything while they check or build. */
const QUIET = {
  CLOUDFLARE_CF_FETCH_ENABLED: 'false',
  DO_NOT_TRACK: '1',
  WRANGLER_SEND_ERROR_REPORTS: 'false',
  WRANGLER_SEND_METRICS: 'false',
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const

export interface RunOptions {
  readonly cwd?: string
  readonly env?: Readonly<Record<string, string>>
  /** Keep the output instead of showing it as it comes. */
  readonly quiet?: boolean
  readonly timeoutMs?: number
}

export interface Ended {
  /** Null when it was stopped, as after `timeoutMs`. */
  readonly code: number | null
  /** Empty unless quiet. */
  readonly output: string
}

/** Runs a program of node_modules/.bin or of the PATH; rejects when it can't be started at all. */
export function run(program: string, args: string[], options: RunOptions = {}): Promise<Ended> {
  const { cwd = ROOT, quiet = false, timeoutMs } = options
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, PATH: pathWithBin(), ...QUIET, ...options.env },
      stdio: quiet ? ['ignore', 'pipe', 'pipe'] : 'inherit',
      detached: timeoutMs !== undefined,
    })
    const release = timeoutMs === undefined ? () => {} : limit(child, timeoutMs)
    const chunks: Buffer[] = []
    child.stdout?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.stderr?.on('data', (chunk: Buffer) => chunks.push(chunk))
    child.once('error', reject)
    child.once('close', (code) => {
      release()
      resolve({ code, output: Buffer.concat(chunks).toString() })
    })
  })
}

const limited = new Set<ChildProcess>()

/**
 * Ends the child with all of its own children, which would otherwise go on without it. They have a
 * process group of their own, so Ctrl-C has to be passed on.
 */
function limit(child: ChildProcess, timeoutMs: number): () => void {
  if (limited.size === 0) for (const signal of SIGNALS) process.once(signal, interrupted)
  limited.add(child)
  const timer = setTimeout(() => endGroup(child), timeoutMs)
  return () => {
    clearTimeout(timer)
    limited.delete(child)
    if (limited.size === 0) for (const signal of SIGNALS) process.off(signal, interrupted)
  }
}

function interrupted(): void {
  for (const child of limited) endGroup(child)
  process.exit(130)
}

function endGroup({ pid, exitCode }: ChildProcess): void {
  if (pid !== undefined && exitCode === null) process.kill(-pid, 'SIGKILL')
}

function pathWithBin(): string {
  return `${ROOT}node_modules/.bin:${process.env.PATH ?? ''}`
}

/** At most `width` at a time, because the machines that check this have few cores. */
export async function inParallel<T, R>(
  items: readonly T[],
  width: number,
  work: (item: T) => Promise<R>,
): Promise<R[]> {
  const results: R[] = []
  const queue = [...items.entries()]
  const lane = async () => {
    for (let next = queue.shift(); next; next = queue.shift()) {
      results[next[0]] = await work(next[1])
    }
  }
  await Promise.all(Array.from({ length: width }, lane))
  return results
}
