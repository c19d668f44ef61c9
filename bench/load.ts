// `npm run load -- purchases [--users 200] [--seed 1]`: many users at once against the real stack
// on this machine, with faults, and then the books. Ends by itself; exit code 1 when anything is
// wrong.
import { parseArgs } from 'node:util'
import { buildPages } from '../scripts/build.ts'
import { loadPurchases } from './load/purchases.ts'
import { printed } from './load/table.ts'

const USERS_MAX = 500
const USAGE = 'npm run load -- purchases [--users 200] [--seed 1]'

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    users: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})
const users = Number(values.users)
const seed = Number(values.seed)
const known = positionals.length === 1 && positionals[0] === 'purchases'
const sane = Number.isInteger(users) && users >= 1 && users <= USERS_MAX && Number.isInteger(seed)

if (!known || !sane) {
  console.error(`Usage: ${USAGE}; at most ${USERS_MAX} users.`)
  process.exit(1)
}
if ((await buildPages()) === 'failed') process.exit(1)
const report = await loadPurchases({ users, seed, say: (line) => console.error(line) })
console.log(printed(report))
process.exit(report.violations.length === 0 ? 0 : 1)
