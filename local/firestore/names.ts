// Resource names: `projects/{p}/databases/{d}/documents/{collection}/{id}/...`.
import { invalid } from './errors.ts'

const ID_BYTES_MAX = 1500
const PATH_BYTES_MAX = 6144
const DEPTH_MAX = 100
const ROOT = /^projects\/[^/]+\/databases\/[^/]+\/documents(?=\/|$)/

/** The database a request speaks to: `projects/{p}/databases/{d}/documents`. */
export type Root = string
/** Segments below the root; even for documents, odd for collections. */
export type Path = readonly string[]

export function checkId(id: string, what: 'collection' | 'document'): void {
  if (id === '' || id === '.' || id === '..') throw invalid(`A ${what} id is "${id}"`)
  if (id.includes('/')) throw invalid(`${what} id "${id}" contains "/"`)
  if (Buffer.byteLength(id) > ID_BYTES_MAX) throw invalid(`A ${what} id is over 1500 bytes`)
  if (/^__.+__$/s.test(id)) throw invalid(`${what} id "${id}" is invalid because it is reserved.`)
}

export function checkPath(path: Path): Path {
  path.forEach((id, index) => {
    checkId(id, index % 2 === 0 ? 'collection' : 'document')
  })
  if (Buffer.byteLength(path.join('/')) > PATH_BYTES_MAX) throw invalid('The path is too long')
  if (path.length > DEPTH_MAX * 2) throw invalid('The path has more than 100 collections')
  return path
}

/** Path of a document named in a body; another database than the request's is refused. */
export function documentPath(root: Root, name: unknown): Path {
  if (typeof name !== 'string' || !name.startsWith(`${root}/`)) {
    throw invalid(`Document name "${String(name)}" is not in "${root}".`)
  }
  return evenPath(name.slice(root.length + 1), name)
}

/** A reference value may point into any database, but only at a document. */
export function checkReference(name: string): string {
  const root = ROOT.exec(name)?.[0]
  if (!root) throw invalid(`Resource name "${name}" is invalid.`)
  evenPath(name.slice(root.length + 1), name)
  return name
}

export const documentName = (root: Root, path: Path) => `${root}/${path.join('/')}`

function evenPath(text: string, name: string): Path {
  const path = text.split('/')
  if (path.length % 2 !== 0) throw invalid(`Name "${name}" is not the name of a document.`)
  return checkPath(path)
}
