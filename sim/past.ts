// A collection added up as it was a moment ago, which the embedded database can't: as it is now,
// less what was written since.
import { parseTimestamp } from '../local/firestore/timestamps.ts'

interface Change {
  readonly at: bigint
  readonly collection: string
  /** Canonical JSON of the fields; undefined: it was not there. */
  readonly before: string | undefined
  readonly after: string
}
interface Sum {
  readonly alias: string
  readonly sum?: { readonly field: { readonly fieldPath: string } }
}
export interface Adding {
  readonly readTime?: string
  readonly structuredAggregationQuery: {
    readonly structuredQuery: { readonly from: readonly [{ readonly collectionId: string }] }
    readonly aggregations: readonly Sum[]
  }
}
type Fields = Readonly<Record<string, { readonly integerValue?: string }>>
type Answer = [{ result: { aggregateFields: Record<string, { integerValue: string }> } }]

/** Far more than happens between two calls. */
const KEPT_MAX = 400

export class Past {
  readonly #changes: Change[] = []

  keep(change: Change): void {
    this.#changes.push(change)
    if (this.#changes.length > 2 * KEPT_MAX) this.#changes.splice(0, KEPT_MAX)
  }

  /** Null: too long ago. The answer that was given of now becomes that of then. */
  asOf({ readTime, structuredAggregationQuery: asked }: Adding, now: Answer): Answer | null {
    const then = parseTimestamp(readTime)
    const [{ collectionId }] = asked.structuredQuery.from
    if (this.#changes.length >= KEPT_MAX && (this.#changes[0]?.at ?? 0n) > then) return null
    const since = this.#changes.filter((each) => each.at > then && each.collection === collectionId)
    const sums = now[0].result.aggregateFields
    for (const { alias, sum } of asked.aggregations) {
      const field = sum?.field.fieldPath ?? ''
      const moved = since.reduce((all, each) => {
        return all + numberIn(each.after, field) - numberIn(each.before, field)
      }, 0)
      sums[alias] = { integerValue: String(Number(sums[alias]?.integerValue ?? 0) - moved) }
    }
    return now
  }
}

const numberIn = (body: string | undefined, field: string): number =>
  body === undefined ? 0 : Number((JSON.parse(body) as Fields)[field]?.integerValue ?? 0)
