// `npm run mutants [-- NAME...]`: plants each bug of mutants/*.patch in a copy of the tree and
// demands that the test it names fails. A test that can't fail guards nothing.
import { judgeMutants, type Verdict } from './mutants/judge.ts'
import { readMutants } from './mutants/patch.ts'
import { ROOT } from './processes.ts'

await main(process.argv.slice(2))

async function main(names: string[]): Promise<void> {
  const all = readMutants(ROOT)
  const unknown = names.filter((name) => all.every((mutant) => mutant.name !== name))
  const chosen = all.filter(({ name }) => names.length === 0 || names.includes(name))
  if (unknown.length > 0 || chosen.length === 0) {
    console.log(`no such planted bug: ${unknown.join(', ') || 'mutants/ is empty'}`)
    process.exitCode = 1
    return
  }
  const verdicts = await judgeMutants(ROOT, chosen, printRow)
  const killed = verdicts.filter(({ result }) => result === 'killed').length
  console.log(`\n${killed} of ${verdicts.length} planted bugs were noticed`)
  if (killed < verdicts.length) process.exitCode = 1
}

function printRow({ name, result, note }: Verdict): void {
  console.log(`${result.padEnd(9)} ${name.padEnd(36)} ${note}`.trimEnd())
}
