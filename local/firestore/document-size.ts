// Sizes by Firestore's published rules: a document has at most 1 MiB.
import { invalid } from './errors.ts'
import type { Path } from './names.ts'
import type { Fields, Value } from './values.ts'

const DOCUMENT_BYTES_MAX = 1_048_576
const NAME_OVERHEAD_BYTES = 16
const DOCUMENT_OVERHEAD_BYTES = 32

export function checkDocumentSize(path: Path, fields: Fields): void {
  const bytes = nameSize(path) + fieldsSize(fields) + DOCUMENT_OVERHEAD_BYTES
  if (bytes > DOCUMENT_BYTES_MAX) {
    throw invalid(`Document is ${bytes} bytes, over the limit of ${DOCUMENT_BYTES_MAX}.`)
  }
}

const textSize = (text: string) => Buffer.byteLength(text) + 1

const nameSize = (segments: readonly string[]) =>
  segments.reduce((sum, segment) => sum + textSize(segment), NAME_OVERHEAD_BYTES)

const fieldsSize = (fields: Fields) =>
  Object.entries(fields).reduce((sum, [name, value]) => sum + textSize(name) + valueSize(value), 0)

export function valueSize(value: Value): number {
  if ('stringValue' in value) return textSize(value.stringValue)
  if ('nullValue' in value || 'booleanValue' in value) return 1
  if ('mapValue' in value) return fieldsSize(value.mapValue.fields ?? {})
  if ('arrayValue' in value) {
    return (value.arrayValue.values ?? []).reduce((sum, element) => sum + valueSize(element), 0)
  }
  if ('bytesValue' in value) return Buffer.byteLength(value.bytesValue, 'base64')
  if ('geoPointValue' in value) return 16
  if ('referenceValue' in value) return nameSize(value.referenceValue.split('/').slice(5))
  return 8
}
