// The heads of everybody's chains, and of what admins did, as pieces of text for the archive, each
// named by its own hash. Pure.
import { UserId } from '../../shared/ids.ts'
import { type AuditHead, ownHead } from './audit.ts'
import type { Found } from './difference.ts'
import type { Wallet } from './ledger.ts'

export interface Head {
  readonly id: UserId
  readonly seq: number
  readonly hash: string
}

/** Its first line names the piece before it. */
export function pieceOf(before: string, wallets: readonly Found<Wallet>[]): string {
  // What can't be read has no head; it is told by itself.
  const heads = wallets.flatMap(({ id, value }) =>
    value ? `${id}:${value.version}:${value.headHash}` : [],
  )
  return linked(before, heads)
}

/** The same of what admins did. */
export const auditPieceOf = (heads: readonly Found<AuditHead>[]): string =>
  linked(
    '',
    heads.flatMap((found) => {
      const head = ownHead(found)
      return head ? `${head.actor}:${head.seq}:${head.hash}` : []
    }),
  )

/** A hash that was made by hand may have lines in it, and be heads of others. */
const linked = (before: string, heads: readonly string[]): string =>
  `${[`before:${before}`, ...heads.filter((line) => headOf(line) !== null)].join('\n')}\n`

/** Ids may have colons in them. */
const HEAD = /^(.+):(\d+):([0-9a-f]*)$/

/** null: of nobody who can be, and nothing can be looked up by it. */
export function headOf(line: string): Head | null {
  const [, name, seq, hash = ''] = HEAD.exec(line) ?? []
  const id = UserId.safeParse(name)
  return id.success ? { id: id.data, seq: Number(seq), hash } : null
}

export function readPiece(text: string): { readonly before: string; readonly lines: string[] } {
  const [first = '', ...lines] = text.split('\n').filter((line) => line !== '')
  return { before: first.slice('before:'.length), lines }
}
