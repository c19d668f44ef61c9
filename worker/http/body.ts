// Bodies are read here only: bounded while they stream in, whatever their length header says.
import { ok, type Result, refuse } from '../../shared/failure.ts'
import type { AppContext } from './app-env.ts'

export const BODY_BYTES_MAX = 64 * 1024
export const EVENT_BYTES_MAX = 512 * 1024

export async function readBytes(
  c: AppContext,
  bytesMax: number,
): Promise<Result<Uint8Array<ArrayBuffer>>> {
  if (isDeclaredOver(c, bytesMax)) return tooLarge(bytesMax)
  const { body } = c.req.raw
  if (!body) return ok(new Uint8Array())
  const chunks: Uint8Array[] = []
  let size = 0
  const reader: ReadableStreamDefaultReader<Uint8Array> = body.getReader()
  for (;;) {
    const { done, value } = await reader.read()
    if (done) break
    size += value.byteLength
    if (size > bytesMax) {
      // Not awaited: the sender may never end.
      reader.cancel().catch(() => {})
      return tooLarge(bytesMax)
    }
    chunks.push(value)
  }
  return ok(join(chunks, size))
}

export async function readText(c: AppContext, bytesMax: number): Promise<Result<string>> {
  const bytes = await readBytes(c, bytesMax)
  if (!bytes.ok) return bytes
  try {
    return ok(new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes.value))
  } catch {
    return refuse('REQUEST_INVALID', 'The body is not UTF-8.')
  }
}

/** May be asked for more than once. */
export async function readJson(c: AppContext): Promise<Result<unknown>> {
  const known = c.get('json')
  if (known) return known
  const read = await readJsonOnce(c)
  c.set('json', read)
  return read
}

async function readJsonOnce(c: AppContext): Promise<Result<unknown>> {
  if (isDeclaredOver(c, BODY_BYTES_MAX)) return tooLarge(BODY_BYTES_MAX)
  const type = c.req.header('content-type') ?? ''
  if (!/^application\/json\s*(?:;|$)/i.test(type)) return refuse('MEDIA_TYPE_UNSUPPORTED')
  const text = await readText(c, BODY_BYTES_MAX)
  if (!text.ok) return text
  try {
    return ok(JSON.parse(text.value) as unknown)
  } catch {
    return refuse('REQUEST_INVALID', 'The body is not JSON.')
  }
}

function isDeclaredOver(c: AppContext, bytesMax: number): boolean {
  return Number(c.req.header('content-length') ?? 0) > bytesMax
}

function tooLarge(bytesMax: number): Result<never> {
  return refuse('BODY_TOO_LARGE', `The body may have ${bytesMax} bytes.`)
}

function join(chunks: readonly Uint8Array[], size: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(size)
  let at = 0
  for (const chunk of chunks) {
    bytes.set(chunk, at)
    at += chunk.byteLength
  }
  return bytes
}
