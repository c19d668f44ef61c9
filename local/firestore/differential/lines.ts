// Answers in one line each: short enough to be kept by the thousand, and to be read.
import { createHash } from 'node:crypto'
import type { Answer } from './normal.ts'

export type Body = { [key: string]: unknown }

/** Documents are `path@time:digest`, in their order; what an offset skipped is left out. */
export function lineOf({ code, status, body }: Answer): string {
  if (status !== undefined) return `${code} ${status}`
  if (Array.isArray(body)) return body.map(elementOf).join(' ').trim()
  const { writeResults, commitTime, documents, nextPageToken, name } = body as Body
  if (commitTime) return `${commitTime}: ${(writeResults as Body[]).map(resultOf).join(' ')}`
  if (Array.isArray(documents)) {
    return documents.map(documentOf).join(' ') + (nextPageToken ? ' and more' : '')
  }
  return name ? documentOf(body as Body) : JSON.stringify(body)
}

function elementOf({ document, found, missing, result }: Body): string {
  const stored = document ?? found
  if (stored) return documentOf(stored as Body)
  if (missing) return `no ${short(missing)}`
  return result ? JSON.stringify((result as Body).aggregateFields) : ''
}

const short = (name: unknown) => String(name).replace('~/', '')

export function documentOf({ name, updateTime, ...rest }: Body): string {
  const digest = createHash('sha256').update(JSON.stringify(rest)).digest('hex').slice(0, 6)
  return `${short(name)}@${updateTime}:${digest}`
}

function resultOf({ updateTime, transformResults }: Body): string {
  const transformed = transformResults ? JSON.stringify(transformResults) : ''
  return `${updateTime ?? '-'}${transformed}`
}
