// The counts of a run as a table that people can read.
import { FAULTS, FAULTS_OF, type Fate } from './faults.ts'
import { COMPARED, type Counts, HANDS, KINDS, OUTCOMES, REFUSALS, ROW_TYPES } from './report.ts'

const WIDTH = 12

export function tableOf(counts: Counts): string {
  const list = (prefix: string, names: readonly string[]): string =>
    names.map((name) => `${name} ${counts[`${prefix}|${name}`] ?? 0}`).join(', ')
  const deeds = Object.keys(OUTCOMES).map((label) => `  ${label}: ${outcomesOf(counts, label)}`)
  return [
    'Calls and what became of them',
    ...callsOf(counts),
    `Rows: ${list('row', ROW_TYPES)}`,
    `Refusals: ${list('refusal', REFUSALS)}`,
    'When money goes wrong, and what became of it',
    ...deeds,
    `At Stripe: ${list('hand', HANDS)}`,
    `Books compared: ${list('compared', COMPARED)}`,
    `Operations: ${operationsOf(counts)}`,
  ].join('\n')
}

function callsOf(counts: Counts): string[] {
  const columns = Object.keys(KINDS).map((kind) => kind.split('.').slice(-2).join('.'))
  const head = ['', ...columns].map((name) => name.slice(-WIDTH).padStart(WIDTH + 1)).join('')
  const lines = ['ok' as Fate, ...FAULTS].map((fate) => {
    const cells = Object.entries(KINDS).map(([kind, service]) => {
      const possible = fate === 'ok' || (FAULTS_OF[service][fate] ?? 0) > 0
      return possible ? String(counts[`call|${kind}|${fate}`] ?? 0) : '-'
    })
    return [fate.slice(0, WIDTH), ...cells].map((cell) => cell.padStart(WIDTH + 1)).join('')
  })
  return [head, ...lines]
}

/** What is expected, and what came besides. */
function outcomesOf(counts: Counts, label: string): string {
  const prefix = `operation|${label}|`
  const met = Object.keys(counts).flatMap((key) =>
    key.startsWith(prefix) ? [key.slice(prefix.length)] : [],
  )
  const endings = [...new Set([...(OUTCOMES[label] ?? []), ...met.sort()])]
  return endings.map((ending) => `${ending} ${counts[prefix + ending] ?? 0}`).join(', ')
}

function operationsOf(counts: Counts): string {
  const sums = new Map<string, number>()
  for (const [key, by] of Object.entries(counts)) {
    const [kind, label = ''] = key.split('|')
    if (kind === 'operation') sums.set(label, (sums.get(label) ?? 0) + by)
  }
  const share = Math.round((100 * (counts.moved ?? 0)) / (counts.operations ?? 1))
  const each = [...sums].sort(([, a], [, b]) => b - a).map(([label, n]) => `${label} ${n}`)
  return `${counts.operations ?? 0}, ${share} % moved tokens; ${each.join(', ')}`
}
