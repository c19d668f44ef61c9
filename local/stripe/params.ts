// Reads form bodies and queries as Stripe does: brackets nest, every value arrives as text, and a
// mistake is answered with the parameter's full name.
import { invalid, unsupported } from './errors.ts'

type Tree = { [name: string]: Tree | string }

/** Parameters the endpoint uses, accepts without effect here, or that would change the outcome. */
export type Support = 'used' | 'ignored' | 'refused'

/** Names every parameter of the pinned SDK's type: an upgrade that adds one fails to compile. */
export type Supports<T> = Record<
  Exclude<keyof T, 'expand' | 'limit' | 'starting_after' | 'ending_before'>,
  Support
>

/** `a, b, or c` */
const LIST = new Intl.ListFormat('en', { type: 'disjunction' })

export interface IntegerBounds {
  min?: number
  max?: number
}

export class Params {
  readonly tree: Tree
  readonly path: string

  constructor(tree: Tree = {}, path = '') {
    this.tree = tree
    this.path = path
  }

  static parse(encoded: string): Params {
    const tree: Tree = newTree()
    for (const [name, value] of new URLSearchParams(encoded)) set(tree, keysOf(name), value)
    return new Params(tree)
  }

  /** The same parameters in any order give the same text. */
  canonical(): string {
    return JSON.stringify(sorted(this.tree))
  }

  name(key: string): string {
    return this.path ? `${this.path}[${key}]` : key
  }

  has(key: string): boolean {
    return key in this.tree
  }

  keys(): string[] {
    return Object.keys(this.tree)
  }

  allow(support: Record<string, Support>): void {
    const unknown = this.keys().filter((key) => key !== 'expand' && !Object.hasOwn(support, key))
    const [first] = unknown
    if (first !== undefined) {
      const names = unknown.map((key) => this.name(key)).join(', ')
      const message = `Received unknown parameter${unknown.length > 1 ? 's' : ''}: ${names}`
      throw invalid(message, this.name(first), 'parameter_unknown')
    }
    for (const key of this.keys()) {
      if (support[key] !== 'refused' || this.text(key) === 'false') continue
      throw unsupported(`the parameter ${this.name(key)}`, this.name(key))
    }
  }

  text(key: string): string | undefined {
    const value = this.tree[key]
    return typeof value === 'string' ? value : undefined
  }

  string(key: string, max = 5000): string | undefined {
    const value = this.tree[key]
    if (value === undefined) return undefined
    if (typeof value !== 'string') throw invalid('Invalid string', this.name(key))
    if (value === '') throw this.#empty(key)
    if (value.length > max) {
      const message = `Invalid string: ${value.slice(0, 20)}...; must be at most ${max} characters`
      throw invalid(message, this.name(key), 'parameter_invalid_string_too_long')
    }
    return value
  }

  required(key: string, max?: number): string {
    const value = this.string(key, max)
    if (value === undefined) throw this.missing(key)
    return value
  }

  missing(key: string): Error {
    const name = this.name(key)
    return invalid(`Missing required param: ${name}.`, name, 'parameter_missing')
  }

  integer(key: string, { min = Number.MIN_SAFE_INTEGER, max }: IntegerBounds = {}) {
    const value = this.string(key)
    if (value === undefined) return undefined
    const name = this.name(key)
    const number = Number(value)
    if (!/^-?\d+$/.test(value) || !Number.isSafeInteger(number)) {
      throw invalid(`Invalid integer: ${value}`, name, 'parameter_invalid_integer')
    }
    if (number < min) {
      const bound = min === 0 ? 'non-negative' : `greater than or equal to ${min}`
      throw invalid(`This value must be ${bound}.`, name, 'parameter_invalid_integer')
    }
    if (max !== undefined && number > max) {
      const message = `This value must be less than or equal to ${max}.`
      throw invalid(message, name, 'parameter_invalid_integer')
    }
    return number
  }

  boolean(key: string): boolean | undefined {
    const value = this.string(key)
    if (value === undefined) return undefined
    if (value === 'true' || value === 'false') return value === 'true'
    throw invalid(`Invalid boolean: ${value}`, this.name(key))
  }

  oneOf<const T extends string>(key: string, values: readonly T[]): T | undefined {
    const value = this.string(key)
    if (value === undefined) return undefined
    const known = values.find((candidate) => candidate === value)
    if (known) return known
    const message = `Invalid ${this.name(key)}: must be one of ${LIST.format(values)}`
    throw invalid(message, this.name(key))
  }

  object(key: string): Params | undefined {
    const value = this.tree[key]
    if (value === undefined || value === '') return undefined
    if (typeof value === 'string') throw invalid('Invalid object', this.name(key))
    return new Params(value, this.name(key))
  }

  /** `a[0]=x&a[1]=y` and `a[]=x&a[]=y` alike. */
  strings(key: string): string[] | undefined {
    const items = this.object(key)
    return items?.keys().map((index) => items.required(index))
  }

  objects(key: string): Params[] | undefined {
    const items = this.object(key)
    return items?.keys().flatMap((index) => items.object(index) ?? [])
  }

  /** New pairs over the old ones; an empty value removes a key, an empty hash removes all. */
  metadata(key: string, before: Record<string, string> = {}): Record<string, string> {
    if (this.tree[key] === '') return {}
    const merged: Record<string, string> = { ...before }
    const given = this.object(key)
    for (const [name, value] of Object.entries(given?.tree ?? {})) {
      if (typeof value !== 'string') throw invalid('Metadata values must be text', this.name(key))
      if (name.length > 40)
        throw invalid('Metadata keys have at most 40 characters', this.name(key))
      if (value.length > 500) {
        throw invalid('Metadata values can have up to 500 characters', this.name(key))
      }
      if (value === '') delete merged[name]
      else merged[name] = value
    }
    if (Object.keys(merged).length > 50) {
      throw invalid('Metadata can have up to 50 keys', this.name(key))
    }
    return merged
  }

  #empty(key: string): Error {
    const name = this.name(key)
    const message =
      `You passed an empty string for '${name}'. We assume empty values are an attempt to unset ` +
      `a parameter; however '${name}' cannot be unset.`
    return invalid(message, name, 'parameter_invalid_empty')
  }
}

/** No prototype: a parameter called `__proto__` is only a parameter. */
function newTree(): Tree {
  return Object.create(null)
}

function keysOf(name: string): string[] {
  return name.split('[').map((key) => key.replace(/\]$/, ''))
}

function set(tree: Tree, keys: string[], value: string): void {
  const [key = '', ...rest] = keys
  const name = key === '' ? String(Object.keys(tree).length) : key
  if (rest.length === 0) {
    tree[name] = value
    return
  }
  const child = tree[name]
  const branch = typeof child === 'object' ? child : newTree()
  tree[name] = branch
  set(branch, rest, value)
}

function sorted(value: Tree | string): unknown {
  if (typeof value === 'string') return value
  const entries = Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1))
  return entries.map(([key, child]) => [key, sorted(child)])
}
