// `npm start`: one command from a fresh clone to a wallet in the browser.
import { spawnSync } from 'node:child_process'
import { join, resolve } from 'node:path'
import { portsFrom } from './ports.ts'
import { LOGINS, PASSWORD } from './seed.ts'
import { type Stack, startStack } from './stack.ts'

const BANK_MS = 8_000
const root = join(import.meta.dirname, '..')
const say = (line: string): void => console.error(line)

try {
  await main()
} catch (error) {
  say(`\nCould not start: ${error instanceof Error ? error.message : String(error)}`)
  process.exit(1)
}

async function main(): Promise<void> {
  const ports = portsFrom(process.env)
  say('Building the pages ...')
  const built = spawnSync(process.execPath, [join(root, 'scripts', 'build.ts')], {
    cwd: root,
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  if (built.status !== 0) throw new Error('the build failed; see above')
  say('Starting the services ...')
  const dataDir = resolve(root, process.env.KAI_DATA_DIR ?? '.local')
  const env = process.env
  const stack = await startStack({ ports, dataDir, env, report: say, settleMs: BANK_MS })
  stopOnSignal(stack)
  introduce(stack)
  console.log(`ready ${stack.url}`)
}

function introduce({ url, services }: Stack): void {
  const named = { Firestore: services.firestoreUrl, 'Firebase Auth': services.identity?.url }
  const rest = { Stripe: services.stripe?.url, Redis: services.redis?.url }
  const lines = Object.entries({ ...named, ...rest }).map(
    ([name, address]) => `  ${name.padEnd(14)} ${address ?? 'the real service'}`,
  )
  const logins = LOGINS.map(({ email, admin }) => `  ${email.padEnd(18)} ${admin ? 'admin' : ''}`)
  say(
    [
      '',
      `  KAI Wallet     ${url}`,
      `  API reference  ${url}/api/docs`,
      ...lines,
      '',
      `  Sign in as, with the password "${PASSWORD}":`,
      ...logins,
      '',
      '  Pay with card 4242 4242 4242 4242. Ctrl-C stops; the data stays.',
      '',
    ].join('\n'),
  )
}

function stopOnSignal(stack: Stack): void {
  let stopping = false
  const stop = async (): Promise<void> => {
    if (stopping) return
    stopping = true
    say('\nStopping ...')
    await stack.close()
    say('Stopped.')
    process.exit(0)
  }
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    // The Worker's runtime listens too, and would end the process before the data is closed.
    process.removeAllListeners(signal)
    process.on(signal, stop)
  }
}
