// Whoever mistypes an option must be told: a deployment, or a green run of nothing, is no answer.
import { expect, test } from 'vitest'
import { ROOT, run } from './processes.ts'

const COMMANDS = [
  { file: 'bench/load.ts', known: ['purchases'] },
  { file: 'bench/settlement.ts' },
  { file: 'local/firestore/differential/cli.ts' },
  { file: 'scripts/deploy.ts' },
  { file: 'scripts/test.ts' },
  { file: 'sim/cli.ts' },
  { file: 'worker/test/storms/cli.ts', known: ['stripe'] },
]

/** Ended long before a deployment could have begun. */
const LONG_MS = 30_000

async function ask(file: string, args: readonly string[]) {
  const node = ['--disable-warning=ExperimentalWarning', file, ...args]
  return run(process.execPath, node, { quiet: true, cwd: ROOT, timeoutMs: LONG_MS })
}

test.for(COMMANDS)('$file refuses an option it does not know, with its usage', async (each) => {
  const { code, output } = await ask(each.file, [...(each.known ?? []), '--dry'])
  expect(output).toMatch(/^Unknown option '--dry'\n\nUsage: npm /)
  expect(code).toBe(2)
})

test('--help is the usage, and nothing else happens', async () => {
  const { code, output } = await ask('sim/cli.ts', ['--help'])
  expect(output).toMatch(/^Usage: npm run sim /)
  expect(code).toBe(0)
})

const WRONG = [
  ['sim/cli.ts', ['--ops', '1e6'], "--ops takes a whole number of at least 1, not '1e6'"],
  [
    'sim/cli.ts',
    ['--seed', '3', '--acts', '1,x'],
    "--acts takes a whole number of at least 0, not 'x'",
  ],
  ['sim/cli.ts', ['--seed', '3', '--faults', 'lat'], '--faults are of ABORTED,'],
  ['worker/test/storms/cli.ts', ['stripe', 'disputd'], "No such scenario: 'disputd'"],
  ['bench/load.ts', ['purchases', '--users', '501'], '501 users are too many'],
  ['bench/load.ts', ['purchase'], 'What shall be loaded?'],
] as const
test.for(WRONG)('%s %j is refused: %s', async ([file, args, why]) => {
  const { code, output } = await ask(file, args)
  expect(output.slice(0, why.length)).toBe(why)
  expect(code).toBe(2)
})
