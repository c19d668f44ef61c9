// Comma-separated values (RFC 4180) that a spreadsheet may open: whatever somebody wrote into a
// title stays text.

export type Cell = string | number | null

/** Without it Excel takes UTF-8 for the machine's old code page; everything else skips it. */
export const BYTE_ORDER_MARK = '\ufeff'

export const csvLine = (cells: readonly Cell[]): string => `${cells.map(cellOf).join(',')}\r\n`

function cellOf(cell: Cell): string {
  if (cell === null) return ''
  if (typeof cell === 'number') return String(cell)
  const text = tamed(cell)
  return /[",;\t\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text
}

// What begins a formula gets an apostrophe in front: at the beginning of the cell, and wherever a
// program that splits at another separator, or minds no quotes, would begin one. The wide forms
// count too in spreadsheets of East Asia.
const FORMULA = /(^|[,;|\t\r\n])(["\s]*)(?=[=+\-@＝＋－＠])/g

const tamed = (text: string): string => text.replace(FORMULA, "$1$2'")
