// `npm run reconcile -- --full`: everybody's rows, balances, orders and payouts against each other.
// It only reads. Exit code 1: something differs.
import type { Difference } from '../worker/domain/difference.ts'
import { type Checked, reconcileAll } from '../worker/use-cases/reconcile-all.ts'
import { archiveIn, BooksError, openBooksFor } from './reconcile/door.ts'
import { tableOf } from './reconcile/table.ts'

const USAGE = `Usage: npm run reconcile -- --full [--archive DIRECTORY]

DIRECTORY holds a copy of the archive's objects by their names: digests/{day}/... Heads of an
earlier night are compared only then; whoever rewrote a chain in whole is found by nothing else.
Reads all books and names what differs. Talks to the local stack of \`npm start\` (or
FIRESTORE_EMULATOR_HOST); to a real project when FIREBASE_PROJECT_ID, FIREBASE_CLIENT_EMAIL and
FIREBASE_PRIVATE_KEY are set. Exit code: 0 all agree, 1 something differs, 2 it could not look.`

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  const [full, option, directory] = args
  const isKnown = option === undefined ? true : option === '--archive' && directory !== undefined
  if (full !== '--full' || !isKnown || args.length > 3) {
    console.error(USAGE)
    return 2
  }
  try {
    const { books, where } = openBooksFor(process.env)
    const archive = directory === undefined ? null : archiveIn(directory)
    const differences: Difference[] = []
    const checked = await reconcileAll({ ...books, archive }, (each) => differences.push(each))
    console.log(told(checked, where, books.meter.reads))
    if (differences.length > 0) console.log(tableOf(differences))
    console.log(differences.length === 0 ? 'Everything agrees.' : `${differences.length} differ.`)
    return differences.length === 0 ? 0 : 1
  } catch (error) {
    const known = error instanceof BooksError || (error as Error).name === 'Outage'
    if (!known) throw error
    console.error((error as Error).message)
    return 2
  }
}

function told(checked: Checked, where: string, reads: number): string {
  const { people, rows, orders, payouts, supply, heads } = checked
  const counts = `${people} people, ${rows} rows, ${orders} orders, ${payouts} payouts`
  const sum = supply ? '' : '\nThe sum of all balances was not compared: they moved all the time.'
  const archive =
    heads === null ? 'No heads of the archive were' : `${heads} heads of the archive were`
  return `${counts} of ${where}, in ${reads} reads.${sum}\n${archive} compared.`
}
