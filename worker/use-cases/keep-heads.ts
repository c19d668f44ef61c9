// The head of everybody's chain, kept where whoever can rewrite the database can't: nobody can then
// change a row and all that follow it unnoticed.
import { toInstant } from '../../shared/instant.ts'
import type { Found } from '../domain/difference.ts'
import type { Wallet } from '../domain/ledger.ts'
import type { Night } from '../domain/night.ts'
import type { Services } from '../ports.ts'

/** One object a page. Its first line names the piece before it; its name is its own SHA-256. */
export async function keepHeads(
  s: Pick<Services, 'archive' | 'hash'>,
  { startedAt, digest: before }: Night,
  wallets: readonly Found<Wallet>[],
): Promise<string> {
  const heads = wallets.map(({ id, value }) => `${id}:${value?.version}:${value?.headHash}`)
  const text = `${[`before:${before}`, ...heads].join('\n')}\n`
  const digest = s.hash.sha256(text)
  await s.archive.put(`digests/${toInstant(startedAt).slice(0, 10)}/${digest}`, text)
  return digest
}
