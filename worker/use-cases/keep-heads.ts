// The head of everybody's chain, kept where whoever can rewrite the database can't: nobody can then
// change a row and all that follow it unnoticed.
import { toInstant } from '../../shared/instant.ts'
import type { AuditHead } from '../domain/audit.ts'
import type { Found } from '../domain/difference.ts'
import { auditPieceOf, pieceOf } from '../domain/heads.ts'
import type { Micros, Wallet } from '../domain/ledger.ts'
import type { Night } from '../domain/night.ts'
import type { Services } from '../ports.ts'

export const dayOf = (at: Micros): string => toInstant(at).slice(0, 10)
export const pieceName = (day: string, digest: string): string => `digests/${day}/${digest}`
/** Names the last piece of a day: found by nothing that is in the database. */
export const lastName = (day: string): string => pieceName(day, 'last')

/** The same of the chains of what admins did, of which there are few. */
export const auditName = (day: string): string => pieceName(day, 'audit')

export async function keepAuditHeads(
  s: Pick<Services, 'archive' | 'hash'>,
  { startedAt }: Pick<Night, 'startedAt'>,
  heads: readonly Found<AuditHead>[],
): Promise<void> {
  const text = auditPieceOf(heads)
  const digest = s.hash.sha256(text)
  await s.archive.put(pieceName(dayOf(startedAt), digest), text)
  await s.archive.put(auditName(dayOf(startedAt)), digest)
}

/** One object a page, named by its own SHA-256. */
export async function keepHeads(
  s: Pick<Services, 'archive' | 'hash'>,
  { startedAt, digest: before }: Pick<Night, 'startedAt' | 'digest'>,
  wallets: readonly Found<Wallet>[],
): Promise<string> {
  const text = pieceOf(before, wallets)
  const digest = s.hash.sha256(text)
  await s.archive.put(pieceName(dayOf(startedAt), digest), text)
  return digest
}
