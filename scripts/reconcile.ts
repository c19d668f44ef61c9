// `npm run reconcile -- --full`: everybody's rows, balances, orders and payouts against each other.
// It only reads. Exit code 1: something differs.
import type { Difference } from '../worker/domain/difference.ts'
import { type Checked, reconcileAll } from '../worker/use-cases/reconcile-all.ts'
import { BooksError, openBooksFor } from './reconcile/door.ts'
import { tableOf } from './reconcile/table.ts'

const USAGE = `Usage: npm run reconcile -- --full

Reads all books and names what differs. Talks to the local stack of \`npm start\` (or
FIRESTORE_EMULATOR_HOST); to a real project when FIREBASE_PROJECT_ID, FIREBASE_CLIENT_EMAIL and
FIREBASE_PRIVATE_KEY are set. Exit code: 0 all agree, 1 something differs, 2 it could not look.`

process.exitCode = await main(process.argv.slice(2))

async function main(args: string[]): Promise<number> {
  if (args.length !== 1 || args[0] !== '--full') {
    console.error(USAGE)
    return 2
  }
  try {
    const { books, where } = openBooksFor(process.env)
    const differences: Difference[] = []
    const checked = await reconcileAll(books, (each) => differences.push(each))
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
  const { people, rows, orders, payouts, supply } = checked
  const counts = `${people} people, ${rows} rows, ${orders} orders, ${payouts} payouts`
  const sum = supply ? '' : '\nThe sum of all balances was not compared: they moved all the time.'
  return `${counts} of ${where}, in ${reads} reads.${sum}`
}
