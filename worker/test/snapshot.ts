// The whole database as text, so that "changed nothing" can mean byte for byte.
import type { Handler } from '../../local/serve.ts'
import { SPELLINGS } from '../adapters/firestore/documents.ts'

interface Listed {
  documents?: { name: string; createTime: string; updateTime: string; fields?: object }[]
  nextPageToken?: string
}

/** Every collection the product knows, and the gates of every prediction. */
export async function readDatabase(
  firestore: Handler,
  projectId: string,
): Promise<Record<string, string>> {
  const base = `http://127.0.0.1/v1/projects/${projectId}/databases/(default)/documents`
  const collections = [...new Set(Object.values(SPELLINGS).map(({ collection }) => collection))]
  const found: [string, string][] = []
  const queue = collections.sort()
  for (const collection of queue) {
    let pageToken = ''
    do {
      const url = `${base}/${collection}?pageSize=300&pageToken=${pageToken}`
      const headers = { authorization: 'Bearer owner' }
      const page = (await (await firestore(new Request(url, { headers }))).json()) as Listed
      for (const { name, ...rest } of page.documents ?? []) {
        const path = name.slice(name.indexOf('/documents/') + 11)
        found.push([path, JSON.stringify(rest)])
        if (collection === SPELLINGS.prediction.collection) queue.push(`${path}/gates`)
      }
      pageToken = page.nextPageToken ?? ''
    } while (pageToken !== '')
  }
  return Object.fromEntries(found)
}
