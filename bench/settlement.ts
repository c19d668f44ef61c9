// `npm run bench [-- --big]`: what a payout costs in calls to Firestore, against its limits. In one
// process, over the embedded Firestore; ends by itself; exit code 1 when a limit is passed.
import { commandLine } from '../scripts/command-line.ts'
import { PAGE_COMMITMENTS_MAX } from '../worker/use-cases/run-payout.ts'
import { type Paid, payOut, payOutOneByOne } from './settlement/payouts.ts'

const USAGE = 'Usage: npm run bench [-- --big]; --big: 100,000 commitments too.'
const { values } = commandLine(USAGE, { options: { big: { type: 'boolean', default: false } } })
const PEOPLE = 200
const SMALL = 10_000
const BIG = 100_000
/** Calls a commitment while everybody is busy. */
const BUSY_RATIO_MAX = 0.05

const quietMax = (commitments: number): number =>
  3 * Math.ceil(commitments / PAGE_COMMITMENTS_MAX) + 1

interface Line {
  readonly name: string
  readonly paid: Paid
  readonly callsMax: number
}

async function measure(): Promise<Line[]> {
  const lines: Line[] = []
  const add = (name: string, paid: Paid, callsMax: number): void => {
    lines.push({ name, paid, callsMax })
    console.error(`${name}: ${paid.seconds.toFixed(1)} s`)
  }
  for (const commitments of values.big ? [SMALL, BIG] : [SMALL]) {
    const quiet = await payOut({ people: PEOPLE, commitments, busy: false })
    add('quiet', quiet, quietMax(commitments))
  }
  const busy = await payOut({ people: PEOPLE, commitments: SMALL, busy: true })
  add(`${PEOPLE} people committing`, busy, BUSY_RATIO_MAX * SMALL)
  return lines
}

const HEADINGS = [
  'payout',
  'commitments',
  'calls',
  'limit',
  'a commitment',
  'one by one',
  's',
  'others',
]

function cellsOf({ name, paid, callsMax }: Line, baseline: number): string[] {
  const { commitments, calls, seconds, placed, refused, slowestMs } = paid
  const others =
    placed + refused > 0
      ? `${placed} placed, ${refused} failed, ${slowestMs.toFixed(0)} ms at most`
      : '-'
  const ratio = (calls / commitments).toFixed(4)
  const cells = [commitments, calls, callsMax, ratio, baseline.toFixed(2), seconds.toFixed(1)]
  return [name, ...cells.map(String), others]
}

function printed(rows: readonly string[][]): string {
  const widths = HEADINGS.map((_, at) => Math.max(...rows.map((row) => row[at]?.length ?? 0)))
  return rows
    .map((row) => row.map((cell, at) => cell.padEnd(widths[at] ?? 0)).join('  '))
    .join('\n')
}

const faultsOf = ({ name, paid, callsMax }: Line): string[] => [
  ...(paid.state === 'done' ? [] : [`${name}: the payout is ${paid.state}`]),
  ...(paid.calls <= callsMax ? [] : [`${name}: ${paid.calls} calls, at most ${callsMax} allowed`]),
  ...(name !== 'quiet' && paid.placed === 0 ? [`${name}: nobody else got through`] : []),
]

const baseline = await payOutOneByOne()
const lines = await measure()
console.log(printed([HEADINGS, ...lines.map((line) => cellsOf(line, baseline))]))
const faults = lines.flatMap(faultsOf)
for (const fault of faults) console.error(fault)
process.exit(faults.length === 0 ? 0 : 1)
