// The waiting commitments and purchases of one person on this device. One tab at a time works on
// them; each keeps its key for life, so that nothing can happen twice.
import { accepted, decide, type Present, type Verdict } from './decide.ts'
import { isOver, type Waiting } from './entry.ts'

export type Sent =
  /** `to`: where the person goes next. */
  | { readonly kind: 'done'; readonly to: string }
  | { readonly kind: 'refused'; readonly title: string; readonly text: string }
  /** The terms moved in the last moment: look again. */
  | { readonly kind: 'moved' }
  | { readonly kind: 'away' }

/** What it takes; a test has its own. */
export interface Means {
  readonly store: {
    all(): Promise<readonly Waiting[]>
    put(entry: Waiting): Promise<void>
    /** Unless it was discarded meanwhile; in one step, whatever other tabs do. */
    replace(entry: Waiting): Promise<boolean>
    remove(id: string): Promise<void>
  }
  /** null: not now. */
  look(entry: Waiting): Promise<Present | null>
  send(entry: Waiting): Promise<Sent>
  /** No other tab is in there at the same time. */
  alone(work: () => Promise<void>): Promise<void>
  now(): number
  /** Other tabs look into the store again. */
  announce(): void
}

export interface Item {
  readonly entry: Waiting
  /** null: nobody could be asked yet. */
  readonly verdict: Extract<Verdict, { kind: 'ask' | 'impossible' }> | null
  readonly refusal: Extract<Sent, { kind: 'refused' }> | null
}

/** What is over with, told once. */
export interface Ended {
  readonly entry: Waiting
  readonly how: 'done' | 'arrived' | 'over'
  readonly to: string | null
}

type Tell = (items: readonly Item[], ended: Ended | null) => void

export class Queue {
  readonly #userId: string
  readonly #means: Means
  readonly #tell: Tell
  #items: readonly Item[] = []
  #present = new Map<string, Present>()

  constructor(userId: string, means: Means, tell: Tell) {
    this.#userId = userId
    this.#means = means
    this.#tell = tell
  }

  get items(): readonly Item[] {
    return this.#items
  }

  /** Reads what is there; what was found out about it stays. */
  async load(): Promise<void> {
    const all = await this.#means.store.all()
    const known = new Map(this.#items.map((item) => [item.entry.id, item]))
    this.#items = all
      .filter(({ userId }) => userId === this.#userId)
      .map((entry) => {
        const item = known.get(entry.id)
        return item ? { ...item, entry } : { entry, verdict: null, refusal: null }
      })
    this.#tell(this.#items, null)
  }

  async put(entry: Waiting): Promise<void> {
    await this.#means.store.put(entry)
    this.#means.announce()
    await this.load()
  }

  async discard(id: string): Promise<void> {
    await this.#means.store.remove(id)
    this.#means.announce()
    await this.load()
  }

  async discardAll(): Promise<void> {
    for (const { entry } of this.#items) await this.#means.store.remove(entry.id)
    this.#means.announce()
    await this.load()
  }

  /** The server can be asked: each is looked at, and sent when nothing has changed. */
  run(): Promise<void> {
    return this.#means.alone(async () => {
      await this.load()
      for (const { entry } of this.#items) await this.#turn(entry)
    })
  }

  /**
   * The person has seen what changed, and wants it: a purchase only ever goes this way. What has
   * changed again since it was `seen` is shown and not sent.
   */
  confirm(id: string, seen: Verdict): Promise<void> {
    return this.#means.alone(async () => {
      await this.load()
      const item = this.#items.find(({ entry }) => entry.id === id)
      const present = this.#present.get(id)
      if (item?.verdict?.kind !== 'ask' || !present || !isSame(item.verdict, seen)) return
      await this.#send(accepted(item.entry, present))
    })
  }

  async #turn(entry: Waiting, maySend = true): Promise<void> {
    if (isOver(entry, this.#means.now()) && !entry.wasSent) return this.#end(entry, 'over', null)
    const present = await this.#means.look(entry)
    if (!present) return
    this.#present.set(entry.id, present)
    const verdict = decide(entry, present, this.#means.now())
    switch (verdict.kind) {
      case 'foreign':
        return
      case 'over':
        return this.#end(entry, 'over', null)
      case 'arrived':
        return this.#end(entry, 'arrived', verdict.to)
      case 'send':
        return maySend ? this.#send(entry) : this.#show({ entry, verdict: null, refusal: null })
      case 'ask':
        return this.#show({ entry, verdict, refusal: null })
      case 'impossible':
        return this.#show({ entry: await this.#toAsk(entry), verdict, refusal: null })
    }
  }

  /** It was said that nothing happened: from now on nothing does without a tap. */
  async #toAsk(entry: Waiting): Promise<Waiting> {
    const told = { ...entry, mustAsk: true }
    await this.#means.store.replace(told)
    return told
  }

  /** Noted before it leaves: whoever dies in between has to reckon with its arrival. */
  async #send(entry: Waiting): Promise<void> {
    const sent = { ...entry, wasSent: true }
    if (!(await this.#means.store.replace(sent))) return this.load()
    const answer = await this.#means.send(sent)
    switch (answer.kind) {
      case 'done':
        return this.#end(sent, 'done', answer.to)
      case 'refused':
        return this.#show({ entry: await this.#toAsk(sent), verdict: null, refusal: answer })
      case 'moved':
        return this.#turn(sent, false)
      case 'away':
        return this.#show({ entry: sent, verdict: null, refusal: null })
    }
  }

  async #end(entry: Waiting, how: Ended['how'], to: string | null): Promise<void> {
    await this.#means.store.remove(entry.id)
    this.#means.announce()
    this.#items = this.#items.filter((item) => item.entry.id !== entry.id)
    this.#tell(this.#items, { entry, how, to })
  }

  #show(item: Item): void {
    this.#items = this.#items.map((old) => (old.entry.id === item.entry.id ? item : old))
    this.#tell(this.#items, null)
  }
}

const isSame = (a: Verdict, b: Verdict): boolean => JSON.stringify(a) === JSON.stringify(b)
