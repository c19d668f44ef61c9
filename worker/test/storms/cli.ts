// `npm run storms -- stripe`: every order of up to three events of Stripe, with duplicates. Names
// of scenarios after it choose among them.
import { commandLine, refuse } from '../../../scripts/command-line.ts'
import { runStorms } from './run.ts'
import { SCENARIOS } from './scenarios.ts'

const NAMES = Object.keys(SCENARIOS)
const USAGE = `Usage: npm run storms -- stripe [scenario ...]

Scenarios, all where none is named:
${NAMES.map((name) => `  '${name}'`).join('\n')}

Exit code: 0 every order ends alike, 1 one does not.`

const { positionals } = commandLine(USAGE, { allowPositionals: true, options: {} })
const [what, ...only] = positionals
const unknown = only.filter((name) => !NAMES.includes(name))
if (what !== 'stripe') refuse(USAGE, 'Whose events?')
if (unknown.length > 0) refuse(USAGE, `No such scenario: '${unknown.join("', '")}'`)
const { sequences, faults } = await runStorms({ length: 3, every: 1, only }, (scenario, told) =>
  console.log(`${scenario}: ${told.sequences} sequences, ${told.faults.length} faults`),
)
for (const fault of faults.slice(0, 50)) console.error(fault)
console.log(`${sequences} sequences, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
