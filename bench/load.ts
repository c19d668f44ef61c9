// `npm run load -- purchases [--users 200] [--seed 1]`: many users at once against the real stack
// on this machine, with faults, and then the books. Ends by itself; exit code 1 when anything is
// wrong.
import { buildPages } from '../scripts/build.ts'
import { commandLine, refuse, wholeNumber } from '../scripts/command-line.ts'
import { loadPurchases } from './load/purchases.ts'
import { printed } from './load/table.ts'

const USERS_MAX = 500
const USAGE = `Usage: npm run load -- purchases [--users 200] [--seed 1]

At most ${USERS_MAX} users.`

const { values, positionals } = commandLine(USAGE, {
  allowPositionals: true,
  options: {
    users: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
  },
})
const users = wholeNumber(USAGE, 'users', values.users)
const seed = wholeNumber(USAGE, 'seed', values.seed)
if (positionals.join(' ') !== 'purchases') refuse(USAGE, 'What shall be loaded?')
if (users > USERS_MAX) refuse(USAGE, `${users} users are too many`)
if ((await buildPages()) === 'failed') process.exit(1)
const report = await loadPurchases({ users, seed, say: (line) => console.error(line) })
console.log(printed(report))
process.exit(report.violations.length === 0 ? 0 : 1)
