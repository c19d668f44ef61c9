// A promise that was broken, by the number it has in the rules of money.

export class Violation extends Error {
  override readonly name = 'Violation'
  readonly rule: string

  constructor(rule: string, text: string) {
    super(`${rule}: ${text}`)
    this.rule = rule
  }
}

export function demand(rule: string, holds: boolean, text: () => string): asserts holds {
  if (!holds) throw new Violation(rule, text())
}
