// Rule: nothing grows past what fits a screen and a head.
import ts from 'typescript'
import { eachLine, inspect, lineOf, type Source, type Violation } from './source.ts'

const FILE_LINES_MAX = 300
const FUNCTION_LINES_MAX = 50
const COLUMNS_MAX = 100

export function filesAreShort({ path, text, tree }: Source): Violation[] {
  if (!tree && !path.endsWith('.css')) return []
  const lines = text.replace(/\n$/, '').split('\n').length
  if (lines <= FILE_LINES_MAX) return []
  return [{ path, line: lines, says: `${lines} lines, at most ${FILE_LINES_MAX}: split it` }]
}

export function functionsAreShort(source: Source): Violation[] {
  return inspect(source, (node) => {
    if (!source.tree || !ts.isFunctionLike(node) || !('body' in node) || isSuite(node)) {
      return undefined
    }
    const first = lineOf(source.tree, node)
    const last = source.tree.getLineAndCharacterOfPosition(node.getEnd()).line + 1
    const lines = last - first + 1
    if (lines <= FUNCTION_LINES_MAX) return undefined
    return `a function of ${lines} lines, at most ${FUNCTION_LINES_MAX}: split it`
  })
}

/** The callback of `describe` only groups tests, each of which is a function of its own. */
function isSuite(node: ts.Node): boolean {
  const call = node.parent
  return ts.isCallExpression(call) && /^describe\b/.test(call.expression.getText())
}

export function linesAreNarrow(source: Source): Violation[] {
  if (!source.tree && !source.path.endsWith('.css')) return []
  return eachLine(source, (line) => {
    const columns = [...line].length
    if (columns <= COLUMNS_MAX) return undefined
    return `${columns} columns, at most ${COLUMNS_MAX}`
  })
}
