// The heads of everybody's chains, and of what admins did, as pieces of text for the archive, each
// named by its own hash. Pure.
import type { AuditHead } from './audit.ts'
import type { Found } from './difference.ts'
import type { Wallet } from './ledger.ts'

export interface Head {
  readonly id: string
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
export const auditPieceOf = (heads: readonly AuditHead[]): string =>
  linked(
    '',
    heads.map(({ actor, seq, hash }) => `${actor}:${seq}:${hash}`),
  )

const linked = (before: string, lines: readonly string[]): string =>
  `${[`before:${before}`, ...lines].join('\n')}\n`

/** Ids may have colons in them. */
const HEAD = /^(.+):(\d+):([0-9a-f]*)$/

export function headOf(line: string): Head | null {
  const [, id = '', seq, hash = ''] = HEAD.exec(line) ?? []
  return seq === undefined ? null : { id, seq: Number(seq), hash }
}

export function readPiece(text: string): { readonly before: string; readonly lines: string[] } {
  const [first = '', ...lines] = text.split('\n').filter((line) => line !== '')
  return { before: first.slice('before:'.length), lines }
}
