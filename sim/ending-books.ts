// At the end the books are compared in full, and the archive of all chain heads is read back.
import type { Difference } from '../worker/domain/difference.ts'
import { reconcileAll } from '../worker/use-cases/reconcile-all.ts'
import { sha256 } from './operations/act.ts'
import { demand } from './violation.ts'
import type { World } from './world.ts'

/** Whoever compares the books of a world at rest finds nothing. */
export async function checkBooks(world: World, idle: () => Promise<void>): Promise<void> {
  const found: Difference[] = []
  const ending = { supply: false }
  world.spawn(async () => {
    const answer = await world.perform('all', 'reconcile all', (s) =>
      reconcileAll(s, (difference) => found.push(difference)),
    )
    ending.supply = answer.kind === 'value' && answer.value.supply
  })
  await idle()
  demand('innocent', ending.supply, () => 'the books could not be compared')
  demand('innocent', found.length === 0, () => `reconciliation finds ${JSON.stringify(found)}`)
  checkArchive(world)
}

/** Each piece bears its own hash and names the one before; the last night has everybody's head. */
function checkArchive({ archive, oracle }: World): void {
  const pieces = new Map<string, string>()
  for (const [name, text] of archive) {
    const digest = name.slice(name.lastIndexOf('/') + 1)
    // The last one of a day is named by what is in there.
    const names = digest === 'last' || digest === 'audit'
    const isName = names && archive.has(name.replace(digest, text))
    demand('I20', isName || sha256(text) === digest, () => `${name} is not what its name says`)
    pieces.set(digest, text)
  }
  const night = oracle.document('system/night')
  demand('I19', night?.finishedAt !== null, () => 'the night is not over')
  // One that looks at everybody, because the one before found something, keeps no heads.
  if (night?.everybody === true) return
  const heads = new Set<string>()
  for (let digest = String(night?.digest ?? ''); digest !== ''; ) {
    const text = pieces.get(digest)
    demand('I20', text !== undefined, () => `${digest} is in no archive`)
    const [before = '', ...lines] = text.trimEnd().split('\n')
    for (const line of lines) heads.add(line)
    digest = before.slice('before:'.length)
  }
  for (const [userId, { version, headHash }] of oracle.shadow.purses) {
    if (oracle.document(`balances/${userId}`) === undefined) continue
    const head = `${userId}:${version}:${headHash}`
    demand('I20', heads.has(head), () => `${head} is not in the archive`)
  }
}
