// A local Firestore of its own process, so that a test can kill it. Prints its URL.
import { createFirestore } from '../../local/firestore/index.ts'
import { serve } from '../../local/serve.ts'
import { keysAt, readIndexes, readRules } from '../../local/stand-ins.ts'

export interface FirestoreSetup {
  readonly file: string
  readonly port: number
  /** Where the keys of ID tokens are published. */
  readonly identityUrl: string
}

const { file, port, identityUrl } = JSON.parse(process.env.KAI_SETUP ?? '{}') as FirestoreSetup
const firestore = createFirestore({
  file,
  indexes: readIndexes(),
  rules: readRules(),
  keys: keysAt(identityUrl),
})
const { url } = await serve(firestore.fetch, port)
console.log(url)
