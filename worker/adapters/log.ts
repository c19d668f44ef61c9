// One JSON object a line on the console, where the platform collects it. Whatever a caller passes,
// no credential and no address gets out: redaction happens here, not at the callers.
import type { Log } from '../ports.ts'

const DEPTH_MAX = 4
const ITEMS_MAX = 20
const TEXT_CHARS_MAX = 300
const FRAMES_MAX = 8
const REDACTED = '[redacted]'

/** Members that hold credentials or addresses whatever their text looks like. */
const SECRET_NAME =
  /token|secret|password|authorization|cookie|e-?mail|signature|api-?key|idempotency|^key$/i
const SECRET_TEXT = new RegExp(
  [
    /eyJ[\w-]{8,}(?:\.[\w-]*)*/, // JWT
    /\b(?:sk|rk|pk)_(?:test|live)_\w+/,
    /\bwhsec_[\w+/=]+/,
    /\bya29\.[\w-]+/,
    /\bBearer\s+\S+/,
    /-----BEGIN[\s\S]*?(?:-----END[^-]*-----|$)/,
    /[\w.+-]+@[\w-]+(?:\.[\w-]+)+/, // e-mail
  ]
    .map(({ source }) => source)
    .join('|'),
  'gi',
)

export type Console = Pick<typeof console, 'log' | 'warn' | 'error'>

/** Every line carries `fields`. */
export function createLog(fields: Record<string, unknown>, out: Console = console): Log {
  return {
    info: (event, more) => out.log(lineOf('info', event, { ...fields, ...more })),
    warn: (event, more) => out.warn(lineOf('warn', event, { ...fields, ...more })),
    error: (event, more) => out.error(lineOf('error', event, { ...fields, ...more })),
  }
}

const lineOf = (level: string, event: string, fields: Record<string, unknown>): string =>
  JSON.stringify(safe({ level, event, ...fields }, DEPTH_MAX))

/** Libraries print as they like, and quote what they were sent: from here on as lines of ours. */
export function captureConsole(
  out: { -readonly [L in keyof Console]: Console[L] } = console,
): void {
  for (const level of ['log', 'warn', 'error'] as const) {
    const print = out[level].bind(out)
    out[level] = (...said: unknown[]) =>
      print(isLine(said) ? said[0] : lineOf(level === 'log' ? 'info' : level, 'printed', { said }))
  }
}

const isLine = (said: readonly unknown[]): boolean =>
  said.length === 1 && typeof said[0] === 'string' && said[0].startsWith('{"')

function safe(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return safeText(value)
  if (typeof value === 'bigint') return String(value)
  if (typeof value !== 'object' || value === null) return value
  if (depth === 0) return '[deep]'
  if (value instanceof Error) return safeError(value, depth)
  if (Array.isArray(value)) return value.slice(0, ITEMS_MAX).map((item) => safe(item, depth - 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 2 * ITEMS_MAX)
      .map(([name, member]) => [name, safeMember(name, member, depth - 1)]),
  )
}

// Amounts of tokens are numbers and stay; only text can be a credential.
function safeMember(name: string, member: unknown, depth: number): unknown {
  return typeof member === 'string' && SECRET_NAME.test(name) ? REDACTED : safe(member, depth)
}

function safeText(text: string): string {
  // Redacted before it is cut: half a credential is one too.
  const clean = text.slice(0, 10 * TEXT_CHARS_MAX).replace(SECRET_TEXT, REDACTED)
  return clean.length > TEXT_CHARS_MAX ? `${clean.slice(0, TEXT_CHARS_MAX)}...` : clean
}

/** Name, code and place; an error's message may quote what was sent. */
function safeError(error: Error, depth: number): Record<string, unknown> {
  const { code } = error as { code?: unknown }
  const frames = (error.stack ?? '').split('\n').filter((frame) => /^\s+at /.test(frame))
  return {
    name: error.name,
    ...((typeof code === 'string' || typeof code === 'number') && { code }),
    at: frames.slice(0, FRAMES_MAX).map((frame) => safeText(frame.trim())),
    ...(error.cause instanceof Error && { cause: safe(error.cause, depth - 1) }),
  }
}
