// Reads untyped JSON bodies field by field; a wrong type is refused as Google's front end does.
import { IdentityError } from './errors.ts'

export type Body = Record<string, unknown>

function wrongType(name: string): IdentityError {
  const message = `Invalid value at '${name}'`
  return new IdentityError(message, 400, 'INVALID_ARGUMENT')
}

export function text(body: Body, name: string): string | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'string') throw wrongType(name)
  return value
}

export function flag(body: Body, name: string): boolean | undefined {
  const value = body[name]
  if (value === undefined || value === null) return undefined
  if (typeof value !== 'boolean') throw wrongType(name)
  return value
}

/** Google's int64 fields come as strings or as numbers. */
export function integer(body: Body, name: string): number | undefined {
  const value = body[name]
  if (value === undefined || value === null || value === '') return undefined
  const number = Number(value)
  if (!Number.isSafeInteger(number)) throw wrongType(name)
  return number
}

export function texts(body: Body, name: string): string[] {
  const value = body[name] ?? []
  if (!Array.isArray(value)) throw wrongType(name)
  for (const item of value) if (typeof item !== 'string') throw wrongType(name)
  return value
}

export async function readBody(request: Request): Promise<Body> {
  const raw = await request.text()
  if (raw === '') return {}
  if (request.headers.get('content-type')?.includes('x-www-form-urlencoded')) {
    return Object.fromEntries(new URLSearchParams(raw))
  }
  try {
    const parsed: unknown = JSON.parse(raw)
    if (typeof parsed === 'object' && parsed !== null && !Array.isArray(parsed)) {
      return parsed as Body
    }
  } catch {
    // Falls through to the same refusal as JSON that isn't an object.
  }
  throw new IdentityError('Invalid JSON payload received.', 400, 'INVALID_ARGUMENT')
}
