import { createReport, tableOf, zeroCells } from './report.ts'
import { runSeed } from './run-seed.ts'

const report = createReport()
const [from = '1', count = '1', ops = '1000'] = process.argv.slice(2)
const c0 = process.cpuUsage()
const t = performance.now()
for (let seed = Number(from); seed < Number(from) + Number(count); seed++) {
  const r = await runSeed({ seed, operations: Number(ops), report })
  if (r.violation) {
    console.log(r.last.join('\n'))
    console.log('seed', seed, r.violation.message)
    break
  }
}
const d = process.cpuUsage(c0)
console.log(tableOf(report.counts))
console.log(zeroCells(report.counts).join(' '))
console.log(
  'ops/cpu s',
  report.counts.operations! / ((d.user + d.system) / 1e6),
  'wall',
  (report.counts.operations! / (performance.now() - t)) * 1000,
)
process.exit()
