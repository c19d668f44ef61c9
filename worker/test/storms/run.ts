// All orders in which events can come, or some of them, and whether the ending depends on the set
// of events alone.
import { SCENARIOS, type Scenario } from './scenarios.ts'
import { type Ending, startStorm } from './storm.ts'

/** More buyers make one world slow. */
const BUYERS_MAX = 400
const GRANTED = 550
const OWN = 300
/** The others are about the catalogue, or do nothing; once with everything is enough. */
const ELSEWHERE = /^(?:price|product|payment_intent|charge\.succeeded)/

/** Part of every sample: what came before the grant. */
const ALWAYS = [
  ['charge.refunded', 'checkout.session.completed'],
  ['charge.dispute.created', 'checkout.session.completed'],
].map(setOf)

export interface Wanted {
  readonly length: number
  /** Every so manyth set of letters, in all its orders; 1 = all. */
  readonly every: number
  /** Scenarios by name; default: all. */
  readonly only?: readonly string[]
}
export interface Told {
  readonly sequences: number
  readonly faults: readonly string[]
}

/** `tell` hears of each scenario that is over. */
export async function runStorms(
  wanted: Wanted,
  tell: (scenario: string, told: Told) => void = () => undefined,
): Promise<Told> {
  const all: Told[] = []
  const { only = [] } = wanted
  for (const [name, scenario] of Object.entries(SCENARIOS)) {
    if (only.length > 0 && !only.includes(name)) continue
    const told = await runScenario(name, scenario, wanted)
    tell(name, told)
    all.push(told)
  }
  return {
    sequences: all.reduce((sum, { sequences }) => sum + sequences, 0),
    faults: all.flatMap(({ faults }) => faults),
  }
}

async function runScenario(name: string, scenario: Scenario, wanted: Wanted): Promise<Told> {
  const letters = (await lettersOf(scenario)).filter(
    (letter) => name === 'everything' || !ELSEWHERE.test(letter),
  )
  const some = (length: number) =>
    [...bySet(sequences(letters, length))].flatMap(([set, orders], at) =>
      at % wanted.every === 0 || ALWAYS.includes(set) ? orders : [],
    )
  const faults: string[] = []
  const known = new Map<string, string>()
  const after = some(wanted.length)
  for (const batch of batches(after)) {
    const storm = await startStorm()
    for (const sequence of batch) {
      const ending = await storm.after(scenario, sequence)
      faults.push(...faultsOfSet(known, sequence, ending).map((fault) => `${name}: ${fault}`))
    }
    faults.push(...(await storm.close()))
  }
  const between = some(wanted.length - 1)
  for (const batch of batches(between)) {
    const storm = await startStorm()
    for (const sequence of batch) {
      const ending = await storm.between(scenario, sequence)
      faults.push(...faultsOfEnd(scenario, sequence, ending).map((fault) => `${name}: ${fault}`))
    }
    faults.push(...(await storm.close()))
  }
  return { sequences: after.length + between.length, faults }
}

async function lettersOf(scenario: Scenario): Promise<string[]> {
  const storm = await startStorm()
  const letters = await storm.lettersOf(scenario)
  await storm.close()
  return letters
}

/** Whether the commitment was taken is part of the set: it depends on the tokens of the moment. */
function faultsOfSet(known: Map<string, string>, sequence: string[], ending: Ending): string[] {
  const key = `${setOf(sequence)} ${ending.committed}`
  const text = JSON.stringify(ending)
  const first = known.get(key) ?? text
  known.set(key, first)
  const over = ending.taken > GRANTED ? [`${sequence} took ${ending.taken}`] : []
  return text === first ? over : [...over, `${sequence} ends as ${text}, others as ${first}`]
}

/** What the rules say of a purchase whose every event came. */
function faultsOfEnd(scenario: Scenario, sequence: string[], ending: Ending) {
  const { taken, restriction, cases } = scenario
  const tokens = OWN + GRANTED - taken
  const owed = Math.max(0, ending.committed - tokens)
  const wanted = { tokens, owed, taken, restriction, cases: `${cases}`, status: 'credited' }
  const found = { ...ending, cases: `${ending.cases}`, status: ending.rest.order.status }
  return Object.entries(wanted).flatMap(([field, value]) => {
    const is = found[field as keyof typeof wanted]
    return is === value ? [] : [`${sequence}: ${field} is ${is}, not ${value}`]
  })
}

function setOf(sequence: readonly string[]): string {
  return [...new Set(sequence)].sort().join(' ')
}

function bySet(all: readonly string[][]): Map<string, string[][]> {
  const sets = new Map<string, string[][]>()
  for (const sequence of all) {
    const set = setOf(sequence)
    sets.set(set, [...(sets.get(set) ?? []), sequence])
  }
  return sets
}

function sequences(letters: readonly string[], length: number): string[][] {
  if (length === 0) return []
  const shorter = sequences(letters, length - 1)
  const longest = length === 1 ? [[]] : shorter.filter((each) => each.length === length - 1)
  return [...shorter, ...longest.flatMap((each) => letters.map((letter) => [...each, letter]))]
}

function batches<T>(all: readonly T[]): T[][] {
  const count = Math.ceil(all.length / BUYERS_MAX)
  return Array.from({ length: count }, (_, at) => all.slice(at * BUYERS_MAX, (at + 1) * BUYERS_MAX))
}
