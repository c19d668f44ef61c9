// Reads firestore.rules into a tree. Only what our own rules use is understood; anything else stops
// the start and names its line, because a rule that is skipped here would hold in production.

export type Method = 'get' | 'list' | 'create' | 'update' | 'delete'

export type Expression =
  | { kind: 'literal'; value: boolean | null }
  | { kind: 'auth' | 'uid' | 'now' }
  /** A variable of the path, or a field of the document. */
  | { kind: 'variable' | 'field'; name: string }
  /** Of the ID token. */
  | { kind: 'claim'; name: string }
  | { kind: 'and' | 'or' | 'equal' | 'unequal' | 'less'; left: Expression; right: Expression }

export interface Allow {
  methods: readonly Method[]
  when: Expression
}

export interface Match {
  /** Literal segments, or the names of variables. */
  segments: readonly { literal?: string; variable?: string }[]
  allows: Allow[]
  matches: Match[]
}

const METHODS = new Map<string, readonly Method[]>([
  ['read', ['get', 'list']],
  ['get', ['get']],
  ['list', ['list']],
  ['write', ['create', 'update', 'delete']],
  ['create', ['create']],
  ['update', ['update']],
  ['delete', ['delete']],
])
const LITERALS = new Map([
  ['true', true],
  ['false', false],
  ['null', null],
])
const WORD = /^[A-Za-z_][A-Za-z_0-9]*$/
const SKIPPED = /\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\//
const SYMBOL = /&&|\|\||==|!=|[A-Za-z_][A-Za-z_0-9]*|'[^'\n]*'|\S/
const TOKEN = new RegExp(`(?<skipped>${SKIPPED.source})|${SYMBOL.source}`, 'gy')

interface Token {
  text: string
  line: number
}

/** The matches of the one service; throws with the line of what isn't understood. */
export function parseRules(source: string): Match[] {
  return new Parser(tokensOf(source)).file()
}

function tokensOf(source: string): Token[] {
  const tokens: Token[] = []
  let line = 1
  for (const { 0: text, groups } of source.matchAll(TOKEN)) {
    if (groups?.skipped === undefined) tokens.push({ text, line })
    line += text.split('\n').length - 1
  }
  return [...tokens, { text: 'the end of the file', line }]
}

class Parser {
  readonly #tokens: Token[]
  #at = 0
  /** Variables of the matches around. */
  #scope: string[] = []

  constructor(tokens: Token[]) {
    this.#tokens = tokens
  }

  file(): Match[] {
    for (const text of ['rules_version', '=', "'2'", ';']) this.#expect(text)
    for (const text of ['service', 'cloud', '.', 'firestore', '{']) this.#expect(text)
    const matches: Match[] = []
    while (!this.#takes('}')) matches.push(this.#match())
    if (this.#at < this.#tokens.length - 1) throw this.#refusal()
    return matches
  }

  #match(): Match {
    this.#expect('match')
    const segments: Match['segments'][number][] = []
    while (this.#takes('/')) {
      const isVariable = this.#takes('{')
      const name = this.#word()
      if (isVariable) this.#expect('}')
      segments.push(isVariable ? { variable: name } : { literal: name })
    }
    if (segments.length === 0) throw this.#refusal()
    const variables = segments.flatMap(({ variable }) => variable ?? [])
    this.#scope.push(...variables)
    const match: Match = { segments, allows: [], matches: [] }
    this.#expect('{')
    while (!this.#takes('}')) {
      if (this.#takes('allow')) match.allows.push(this.#allow())
      else match.matches.push(this.#match())
    }
    this.#scope.splice(this.#scope.length - variables.length)
    return match
  }

  #allow(): Allow {
    const methods: Method[] = []
    do {
      const named = METHODS.get(this.#next.text)
      if (!named) throw this.#refusal()
      this.#at += 1
      methods.push(...named)
    } while (this.#takes(','))
    this.#expect(':')
    this.#expect('if')
    const when = this.#or()
    this.#expect(';')
    return { methods, when }
  }

  #or(): Expression {
    let left = this.#and()
    while (this.#takes('||')) left = { kind: 'or', left, right: this.#and() }
    return left
  }

  #and(): Expression {
    let left = this.#comparison()
    while (this.#takes('&&')) left = { kind: 'and', left, right: this.#comparison() }
    return left
  }

  #comparison(): Expression {
    const left = this.#operand()
    if (this.#takes('==')) return { kind: 'equal', left, right: this.#operand() }
    if (this.#takes('!=')) return { kind: 'unequal', left, right: this.#operand() }
    if (this.#takes('<')) return { kind: 'less', left, right: this.#operand() }
    return left
  }

  #operand(): Expression {
    if (this.#takes('(')) {
      const inner = this.#or()
      this.#expect(')')
      return inner
    }
    const { text } = this.#next
    const literal = LITERALS.get(text)
    const isVariable = this.#scope.includes(text)
    if (literal === undefined && !isVariable) return this.#member()
    this.#at += 1
    if (literal === undefined) return { kind: 'variable', name: text }
    return { kind: 'literal', value: literal }
  }

  /** Of `request`, or `resource.data.field`. */
  #member(): Expression {
    if (this.#takes('request')) return this.#request()
    for (const text of ['resource', '.', 'data', '.']) this.#expect(text)
    return { kind: 'field', name: this.#word() }
  }

  /** `.auth`, `.auth.uid`, `.auth.token.claim` or `.time.toMillis()`. */
  #request(): Expression {
    this.#expect('.')
    if (this.#takes('time')) {
      for (const text of ['.', 'toMillis', '(', ')']) this.#expect(text)
      return { kind: 'now' }
    }
    this.#expect('auth')
    if (!this.#takes('.')) return { kind: 'auth' }
    if (this.#takes('uid')) return { kind: 'uid' }
    for (const text of ['token', '.']) this.#expect(text)
    return { kind: 'claim', name: this.#word() }
  }

  get #next(): Token {
    return this.#tokens[this.#at] as Token
  }

  #takes(text: string): boolean {
    if (this.#next.text !== text) return false
    this.#at += 1
    return true
  }

  #expect(text: string): void {
    if (!this.#takes(text)) throw this.#refusal()
  }

  #word(): string {
    const { text } = this.#next
    if (!WORD.test(text)) throw this.#refusal()
    this.#at += 1
    return text
  }

  #refusal(): Error {
    const { text, line } = this.#next
    return new Error(`firestore.rules:${line}: ${text} is not understood by the local Firestore`)
  }
}
