// A real redis-server for tests, when the machine has one: what the in-process store is held to.
import { spawn, spawnSync } from 'node:child_process'
import { connect } from 'node:net'
import { freePort } from '../free-port.ts'

export interface RedisServer {
  url: string
  close(): Promise<void>
}

/** Whether `redis-server` is on PATH. Says why not once; in CI its absence is an error. */
export function findRedisServer(): boolean {
  const found = spawnSync('redis-server', ['--version']).status === 0
  if (found) return true
  const reason = 'redis-server is not on PATH: the comparison with a real Redis is left out'
  if (process.env.CI === 'true') throw new Error(reason)
  console.info(reason)
  return false
}

export async function startRedisServer(): Promise<RedisServer> {
  const port = await freePort()
  const memoryOnly = ['--save', '', '--appendonly', 'no']
  const args = ['--port', String(port), '--bind', '127.0.0.1', ...memoryOnly]
  const child = spawn('redis-server', args, { stdio: 'ignore' })
  const gone = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  await answers(port)
  return {
    url: `redis://127.0.0.1:${port}`,
    async close() {
      child.kill('SIGKILL')
      await gone
    },
  }
}

/** A minute: a bound for hangs. */
const ATTEMPTS_MAX = 1_200
const PAUSE_MS = 50

async function answers(port: number): Promise<void> {
  for (let attempt = 0; attempt < ATTEMPTS_MAX; attempt += 1) {
    const open = await new Promise<boolean>((resolve) => {
      const socket = connect(port, '127.0.0.1')
      socket.once('connect', () => resolve(true)).once('error', () => resolve(false))
      socket.once('connect', () => socket.destroy())
    })
    if (open) return
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS))
  }
  throw new Error('redis-server did not start')
}
