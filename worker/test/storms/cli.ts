// `npm run storms -- stripe`: every order of up to three events of Stripe, with duplicates. Names of
// scenarios after it choose among them.
import { runStorms } from './run.ts'

const [what = '', ...only] = process.argv.slice(2)
if (what !== 'stripe') {
  console.error('npm run storms -- stripe')
  process.exit(1)
}
const { sequences, faults } = await runStorms({ length: 3, every: 1, only }, (scenario, told) =>
  console.log(`${scenario}: ${told.sequences} sequences, ${told.faults.length} faults`),
)
for (const fault of faults.slice(0, 50)) console.error(fault)
console.log(`${sequences} sequences, ${faults.length} faults`)
process.exitCode = faults.length === 0 ? 0 : 1
