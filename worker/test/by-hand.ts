// The database as somebody with its console changes it: past everything that guards it.
import type { Fields } from '../adapters/firestore/values.ts'
import { type Harness, PROJECT_ID } from './harness.ts'

const ROOT = `projects/${PROJECT_ID}/databases/(default)/documents`

export async function byHand(
  { firestore }: Harness,
  method: 'PATCH' | 'DELETE',
  path: string,
  fields?: Fields,
): Promise<void> {
  const mask = Object.keys(fields ?? {}).map((name) => `updateMask.fieldPaths=${name}`)
  const url = `http://127.0.0.1/v1/${ROOT}/${path}?${mask.join('&')}`
  const init = { method, headers: { authorization: 'Bearer owner' } }
  const body = fields && { body: JSON.stringify({ fields }) }
  const answer = await firestore.fetch(new Request(url, { ...init, ...body }))
  if (!answer.ok) throw new Error(await answer.text())
}

export const integer = (value: number) => ({ integerValue: String(value) })
export const text = (value: string) => ({ stringValue: value })
