// Both servers, ready to be asked.

import type { Emulator } from '../emulator.ts'
import { createFirestore } from '../index.ts'
import type { IndexFile } from '../indexes.ts'
import type { DirectedCase } from './directed.ts'
import { Side } from './side.ts'

const NO_ANSWER_MS = 30_000

export const indexesOf = ({ topic }: DirectedCase): IndexFile => ({
  indexes: topic.indexes ?? [],
  fieldOverrides: topic.overrides ?? [],
})

export async function withEmbedded<T>(
  indexes: IndexFile,
  work: (side: Side) => Promise<T>,
): Promise<T> {
  const firestore = createFirestore({ file: ':memory:', indexes })
  try {
    return await work(new Side(firestore.fetch))
  } finally {
    firestore.close()
  }
}

export const emulatorSide = ({ url }: Emulator): Side =>
  new Side((request) => fetch(request, { signal: AbortSignal.timeout(NO_ANSWER_MS) }), url)
