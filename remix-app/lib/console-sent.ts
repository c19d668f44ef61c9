// What a form of the console that changed nothing comes back with.
import type { ProblemView } from './problem.ts'

export interface ConsoleSent {
  /** Which form of the page. */
  readonly intent: string
  readonly values: Readonly<Record<string, string>>
  readonly errors: Readonly<Record<string, string>>
  readonly problem: ProblemView | null
  readonly key: string
}

/** It was only asked what it would do. */
export interface Quoted<Quote> extends ConsoleSent {
  readonly quote: Quote
}

/** Whoever asks knows which forms of their page ask first. */
export const quotedIn = <Quote>(sent: ConsoleSent | null): Quoted<Quote> | null =>
  sent && 'quote' in sent ? (sent as Quoted<Quote>) : null

export const sentBy = (sent: ConsoleSent | null | undefined, intent: string): ConsoleSent | null =>
  sent?.intent === intent ? sent : null
