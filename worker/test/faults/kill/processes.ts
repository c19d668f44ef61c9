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
      // Whether it arrived is seen by the answer.
      child.send(message, () => undefined)
      return answer
    },
    kill: () => kill(child),
  }
}

/** Rejects when the process is dead, dies, or says nothing for long. */
function nextMessage(child: ChildProcess): Promise<object> {
  return new Promise((resolve, reject) => {
    const settle = (end: () => void): void => {
      clearTimeout(late)
      child.off('exit', died)
      child.off('message', heard)
      end()
    }
    const died = () => settle(() => reject(new Error('the child process has died')))
    const heard = (message: unknown) => settle(() => resolve(message as object))
    const silent = () => settle(() => reject(new Error('the child process is silent')))
    const late = setTimeout(silent, UP_MS_MAX)
    child.on('exit', died)
    child.on('message', heard)
    if (isDead(child)) died()
  })
}

const isDead = ({ exitCode, signalCode }: ChildProcess): boolean =>
  exitCode !== null || signalCode !== null

function kill(child: ChildProcess): Promise<void> {
  return new Promise((resolve) => {
    if (child.pid === undefined || isDead(child)) {
      resolve()
      return
    }
    child.once('exit', () => resolve())
    process.kill(-child.pid, 'SIGKILL')
  })
}
