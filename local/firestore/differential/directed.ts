// Runs the directed cases on one server: the answers of each, and what is stored after it.
import { name } from '../test-client.ts'
import { commit, type Step, type Topic } from './case.ts'
import { TOPICS } from './cases/index.ts'
import { type Body, documentOf, lineOf } from './lines.ts'
import type { Answer } from './normal.ts'
import type { Side } from './side.ts'

export interface Outcome {
  answers: Answer[]
  /** Every document of the collections that the case speaks of. */
  state: unknown[]
}

export interface DirectedCase {
  /** Topic and case. */
  title: string
  topic: Topic
  steps: Step[]
}

export const DIRECTED: readonly DirectedCase[] = TOPICS.flatMap((topic) =>
  Object.entries(topic.cases).map(([title, steps]) => ({
    title: `${topic.topic}: ${title}`,
    topic,
    steps: [steps].flat(),
  })),
)

/** What is compared: all but the words of an error. */
export function comparable({ answers, state }: Outcome): Outcome {
  const bare = answers.map(({ message: _message, says: _says, ...answer }) => answer)
  return { answers: bare, state }
}

/** An outcome in one line, and what is stored other than with `theirs`. */
export function lineOfOutcome({ answers, state }: Outcome, theirs: Outcome): string {
  const lines = answers.map((answer) => {
    const line = answer.says ? `${lineOf(answer)}: ${answer.says}` : lineOf(answer)
    const skipped = /"skippedResults":\d+/.exec(JSON.stringify(answer.body) ?? '') ?? ''
    return answer.isList ? `[${line}]` : `${line}${skipped && ` ${skipped}`}`
  })
  const [own, other] = [state, theirs.state].map((each) =>
    each.map((one) => documentOf(one as Body)),
  )
  const more = own?.filter((one) => !other?.includes(one)).map((one) => ` +${one}`) ?? []
  const less = other?.filter((one) => !own?.includes(one)).map((one) => ` -${one}`) ?? []
  return [lines.join(' | '), ...more, ...less].join('')
}

const NAMES = new RegExp(`${name('').replace(/[()]/g, '\\$&')}([^"\\\\]{1,200})"`, 'g')
const IN_URL = /"call":"[A-Z]+ \/((?!v1\/)[^"?:]{1,200})/g

export async function runCase(side: Side, { topic, steps }: DirectedCase): Promise<Outcome> {
  await side.clear()
  const given = topic.given ?? []
  if (given.length > 0) await side.ask(commit(...given))
  const answers: Answer[] = []
  for (const step of steps) answers.push(await side.ask(step))
  // What only reads is known by its answers.
  const isWrite = steps.some(({ call }) =>
    /:commit|^(?:POST|PATCH|DELETE|PUT) \/(?!.*:run)/.test(call),
  )
  return { answers, state: isWrite ? await side.state(collectionsOf([...given, ...steps])) : [] }
}

function collectionsOf(spoken: unknown): string[] {
  const text = JSON.stringify(spoken)
  const paths = [...text.matchAll(NAMES), ...text.matchAll(IN_URL)].map((match) => match[1] ?? '')
  const collections = paths.flatMap((path) => {
    const segments = path.split('/')
    return segments.flatMap((_, at) => (at % 2 === 0 ? [segments.slice(0, at + 1).join('/')] : []))
  })
  return [...new Set(collections)].sort()
}
