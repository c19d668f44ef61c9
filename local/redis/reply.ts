// What a Redis command answers, whoever ran it: the in-process store or a real server.

/** The message carries Redis's own code in front: `ERR`, `WRONGTYPE`, `NOSCRIPT`, ... */
export class RedisError extends Error {}

/** A simple string (`OK`, `PONG`), which Lua and the REST protocol treat unlike a bulk string. */
export class Status {
  readonly text: string

  constructor(text: string) {
    this.text = text
  }
}

export type Reply = string | number | null | Status | RedisError | Reply[]

export const OK = new Status('OK')

export interface Backend {
  /** One reply per command, in order; a refused command's reply is a `RedisError`. */
  run(commands: string[][]): Promise<Reply[]>
  /** Without other commands in between. Throws `RedisError` when Redis discards the whole. */
  multi(commands: string[][]): Promise<Reply[]>
  close(): Promise<void>
}

export const WRONG_TYPE = 'WRONGTYPE Operation against a key holding the wrong kind of value'

export function syntaxError(): RedisError {
  return new RedisError('ERR syntax error')
}

/** Integers up to 2^53 - 1; Redis itself goes to 2^63 - 1. */
export function integerArg(text: string | undefined): number {
  const number = Number(text)
  if (text === undefined || !/^-?\d+$/.test(text) || !Number.isSafeInteger(number)) {
    throw new RedisError('ERR value is not an integer or out of range')
  }
  return number
}

export function floatArg(text: string | undefined): number {
  const infinity = /^([+-])?inf(inity)?$/i.exec(text ?? '')
  if (infinity) return infinity[1] === '-' ? -Infinity : Infinity
  const number = Number(text)
  if (text === undefined || text.trim() === '' || Number.isNaN(number)) {
    throw new RedisError('ERR value is not a valid float')
  }
  return number
}

/** C's `%.<digits>g`, which Redis and Lua use for numbers in text. */
export function formatNumber(number: number, digits: number): string {
  if (!Number.isFinite(number)) return Number.isNaN(number) ? 'nan' : number > 0 ? 'inf' : '-inf'
  if (Object.is(number, -0)) return '-0'
  const [mantissa = '0', exponentText = '0'] = number.toExponential(digits - 1).split('e')
  const exponent = Number(exponentText)
  if (exponent >= -4 && exponent < digits) return trim(number.toFixed(digits - 1 - exponent))
  const sign = exponent < 0 ? '-' : '+'
  return `${trim(mantissa)}e${sign}${String(Math.abs(exponent)).padStart(2, '0')}`
}

function trim(decimal: string): string {
  return decimal.includes('.') ? decimal.replace(/\.?0+$/, '') : decimal
}
