// Writes as they come over the wire, checked for shape before anything is read.
import { invalid } from './errors.ts'
import { type FieldPath, parseFieldPath } from './field-paths.ts'
import { documentPath, type Path, type Root } from './names.ts'
import { parseTimestamp } from './timestamps.ts'
import { parseTransforms, type Transform } from './transforms.ts'
import {
  type Fields,
  type Json,
  parseBoolean,
  parseFields,
  parseList,
  parseObject,
} from './values.ts'

export interface Precondition {
  exists?: boolean
  updateTime?: bigint
}

export type Write = { path: Path; precondition: Precondition } & (
  | { kind: 'update'; fields: Fields; mask?: readonly FieldPath[]; transforms: Transform[] }
  | { kind: 'delete' }
  | { kind: 'verify' }
)

const OPERATIONS = ['update', 'delete', 'verify', 'transform'] as const
const WRITE_KEYS = [...OPERATIONS, 'updateMask', 'updateTransforms', 'currentDocument']
const DOCUMENT_KEYS = ['name', 'fields', 'createTime', 'updateTime']

export function parseWrite(root: Root, input: unknown): Write {
  const write = parseObject(input, 'a write', WRITE_KEYS)
  const given = OPERATIONS.filter((operation) => write[operation] !== undefined)
  if (given.length !== 1) throw invalid('A write needs exactly one operation')
  const operation = given[0] as (typeof OPERATIONS)[number]
  if (operation !== 'update' && write.updateMask !== undefined) {
    throw invalid(`a ${operation} must not specify a document mask.`)
  }
  const transforms = parseList(write.updateTransforms, 'updateTransforms')
  if (operation !== 'update' && transforms.length > 0) {
    throw invalid(`a ${operation} must not specify a update transform.`)
  }
  const precondition = parsePrecondition(write.currentDocument)
  if (operation === 'update') return parseUpdate(root, write, precondition)
  if (operation === 'transform') return parseTransformOnly(root, write.transform, precondition)
  const path = documentPath(root, write[operation])
  const hasGuard = precondition.exists !== undefined || precondition.updateTime !== undefined
  if (operation === 'verify' && !hasGuard) throw invalid('a verify must contain a precondition')
  return { kind: operation, path, precondition }
}

/** Its times are for the server to give; those of a request are only checked. */
export function parseDocument(input: unknown): Json {
  const document = parseObject(input, 'a document', DOCUMENT_KEYS)
  for (const time of [document.createTime, document.updateTime]) {
    if (time !== undefined) parseTimestamp(time)
  }
  return document
}

/** No mask replaces the document; an empty one touches no field. */
export function parseMask(input: unknown): FieldPath[] | undefined {
  if (input === undefined) return undefined
  const { fieldPaths } = parseObject(input, 'a mask', ['fieldPaths'])
  return parseList(fieldPaths, 'fieldPaths').map(parseFieldPath)
}

export function parsePrecondition(input: unknown): Precondition {
  if (input === undefined) return {}
  const given = parseObject(input, 'currentDocument', ['exists', 'updateTime'])
  const { updateTime } = given
  const exists = parseBoolean(given.exists)
  if (exists !== undefined && updateTime !== undefined) {
    throw invalid('A precondition is either exists or updateTime')
  }
  if (updateTime !== undefined) return { updateTime: parseVersion(updateTime) }
  return exists === undefined ? {} : { exists }
}

/** A version is an instant of a commit, so digits behind the microsecond make it no version. */
function parseVersion(updateTime: unknown): bigint {
  const micros = parseTimestamp(updateTime)
  if (/\.\d{6}0*[1-9]/.test(String(updateTime))) {
    throw invalid('timestamp cannot have more than microseconds precision')
  }
  return micros
}

function parseUpdate(root: Root, write: Json, precondition: Precondition): Write {
  const document = parseDocument(write.update)
  const path = documentPath(root, document.name)
  const fields = parseFields(document.fields)
  const mask = parseMask(write.updateMask)?.filter((field) => field[0] !== '__name__')
  const transforms = parseTransforms(write.updateTransforms)
  return { kind: 'update', path, precondition, fields, transforms, ...(mask && { mask }) }
}

function parseTransformOnly(root: Root, input: unknown, precondition: Precondition): Write {
  const transform = parseObject(input, 'a transform', ['document', 'fieldTransforms'])
  const path = documentPath(root, transform.document)
  const transforms = parseTransforms(transform.fieldTransforms)
  if (transforms.length === 0) throw invalid('The list of FieldTransform must not be empty.')
  return { kind: 'update', path, precondition, fields: {}, mask: [], transforms }
}
