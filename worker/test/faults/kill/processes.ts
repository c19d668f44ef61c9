// Child processes that end by SIGKILL, with whatever they have started themselves.
import { type ChildProcess, spawn } from 'node:child_process'
import { join } from 'node:path'

export interface Child<Up> {
  readonly up: Up
  /** Sends a message and waits for the next one. */
  ask(message: object): Promise<object>
  /** The next message. */
  told(): Promise<object>
  /** The whole process group, at once; resolves when it is gone. */
  kill(): Promise<void>
}

const UP_MS_MAX = 60_000

export async function startChild<Setup extends object, Up extends object>(
  script: string,
  setup: Setup,
  tmpDir: string,
): Promise<Child<Up>> {
  const child = spawn(process.execPath, ['--no-warnings', join(import.meta.dirname, script)], {
    // A group of its own, so that the kill reaches workerd too.
    detached: true,
    env: { ...process.env, KAI_SETUP: JSON.stringify(setup), TMPDIR: tmpDir },
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  const up = (await nextMessage(child)) as Up
  return {
    up,
    told: () => nextMessage(child),
    ask(message) {
      const answer = nextMessage(child)
      child.send(message)
      return answer
    },
    kill: () => kill(child),
  }
}

function nextMessage(child: ChildProcess): Promise<object> {
  return new Promise((resolve, reject) => {
    const late = setTimeout(() => reject(new Error('the child process is silent')), UP_MS_MAX)
    const died = () => reject(new Error('the child process has died'))
    child.once('exit', died)
    child.once('message', (message) => {
      clearTimeout(late)
      child.off('exit', died)
      resolve(message as object)
    })
  })
}

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || child.exitCode !== null || child.signalCode !== null) {
      resolve()
      return
    }
    child.once('exit', () => resolve())
    process.kill(-child.pid, 'SIGKILL')
  })
}
