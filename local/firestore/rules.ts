// Asks firestore.rules. An expression that can't be decided (an absent field, a signed-out user's
// uid, a field that a query leaves open) has no value, and what has no value allows nothing.
import type { Claims } from './callers.ts'
import { encodeValue } from './keys.ts'
import type { Path, Root } from './names.ts'
import { type Expression, type Match, type Method, parseRules } from './rules-parser.ts'
import type { Fields, Value } from './values.ts'

export interface Question {
  method: Method
  root: Root
  path: Path
  /** Null: nobody is signed in. */
  uid: string | null
  nowMs: number
  /** What else their ID token says. */
  claims: Claims
  /** What is known of the document: all of it, or what a query pins. Undefined: there is none. */
  fields: Fields | undefined
}

export interface Rules {
  allow(question: Question): boolean
}

/** Stands for "a document of this collection" in the path of a list. */
export const ANY_ID = ''

type Variables = Readonly<Record<string, string>>

export function createRules(source: string): Rules {
  const matches = parseRules(source)
  return {
    allow(question) {
      const [, , ...database] = question.root.split('/')
      return anyAllows(matches, [...database, ...question.path], {}, question)
    },
  }
}

/** Nothing is open: what a Firestore without rules does. */
export const NO_RULES: Rules = { allow: () => false }

function anyAllows(
  matches: readonly Match[],
  path: Path,
  variables: Variables,
  question: Question,
): boolean {
  return matches.some((match) => {
    const bound = bind(match, path, variables)
    if (!bound) return false
    const rest = path.slice(match.segments.length)
    if (rest.length > 0) return anyAllows(match.matches, rest, bound, question)
    return match.allows.some(
      ({ methods, when }) =>
        methods.includes(question.method) && isTrue(evaluate(when, bound, question)),
    )
  })
}

function bind({ segments }: Match, path: Path, variables: Variables): Variables | undefined {
  if (segments.length > path.length) return undefined
  const bound: Record<string, string> = { ...variables }
  for (const [at, { literal, variable }] of segments.entries()) {
    if (literal !== undefined && literal !== path[at]) return undefined
    if (variable !== undefined) bound[variable] = path[at] as string
  }
  return bound
}

const isTrue = (value: Value | undefined) => isBoolean(value, true)
const isFalse = (value: Value | undefined) => isBoolean(value, false)
const isBoolean = (value: Value | undefined, wanted: boolean) =>
  value !== undefined && 'booleanValue' in value && value.booleanValue === wanted

function evaluate(
  expression: Expression,
  variables: Variables,
  question: Question,
): Value | undefined {
  switch (expression.kind) {
    case 'literal':
      return expression.value === null ? NULL : boolean(expression.value)
    case 'auth':
      return question.uid === null ? NULL : { mapValue: {} }
    case 'uid':
      return question.uid === null ? undefined : { stringValue: question.uid }
    case 'now':
      return integer(question.nowMs)
    case 'claim':
      return claimOf(question.claims, expression.name)
    case 'variable': {
      const bound = variables[expression.name]
      return bound === ANY_ID ? undefined : { stringValue: bound as string }
    }
    case 'field': {
      const { fields } = question
      return fields && Object.hasOwn(fields, expression.name) ? fields[expression.name] : undefined
    }
    default: {
      const left = evaluate(expression.left, variables, question)
      const right = evaluate(expression.right, variables, question)
      return combine(expression.kind, left, right)
    }
  }
}

/** Text, yes or no, and whole numbers; what else a token may say has no value here. */
function claimOf(claims: Claims, name: string): Value | undefined {
  const claim = Object.hasOwn(claims, name) ? claims[name] : undefined
  if (typeof claim === 'boolean') return boolean(claim)
  if (Number.isSafeInteger(claim)) return integer(claim as number)
  return typeof claim === 'string' ? { stringValue: claim } : undefined
}

/** One side that decides is enough, even if the other one has no value. */
function combine(
  kind: 'and' | 'or' | 'equal' | 'unequal' | 'less',
  left: Value | undefined,
  right: Value | undefined,
): Value | undefined {
  if (kind === 'or' && (isTrue(left) || isTrue(right))) return boolean(true)
  if (kind === 'and' && (isFalse(left) || isFalse(right))) return boolean(false)
  if (left === undefined || right === undefined) return undefined
  if (kind === 'equal') return boolean(isSame(left, right))
  if (kind === 'unequal') return boolean(!isSame(left, right))
  if (kind === 'less') return isLess(left, right)
  const decided = [left, right].every((side) => 'booleanValue' in side)
  return decided ? boolean(kind === 'and') : undefined
}

/** Of whole numbers only. */
function isLess(left: Value, right: Value): Value | undefined {
  if (!('integerValue' in left && 'integerValue' in right)) return undefined
  return boolean(BigInt(left.integerValue) < BigInt(right.integerValue))
}

const NULL: Value = { nullValue: null }
const integer = (value: number): Value => ({ integerValue: String(value) })
const boolean = (value: boolean): Value => ({ booleanValue: value })
const isSame = (left: Value, right: Value) => encodeValue(left).equals(encodeValue(right))
