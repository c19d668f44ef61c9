// What the tidy rules look at: a file of the repository and, for code, its syntax tree.
import ts from 'typescript'

export interface Source {
  /** From the repository's root, with `/`. */
  readonly path: string
  readonly text: string
  /** Null for what is no TypeScript or JavaScript. */
  readonly tree: ts.SourceFile | null
}

export interface Violation {
  readonly path: string
  readonly line: number
  readonly says: string
}

export type Rule = (source: Source) => Violation[]

const KINDS: [RegExp, ts.ScriptKind][] = [
  [/\.tsx$/, ts.ScriptKind.TSX],
  [/\.ts$/, ts.ScriptKind.TS],
  [/\.m?js$/, ts.ScriptKind.JS],
]

export function sourceOf(path: string, text: string): Source {
  const kind = KINDS.find(([ending]) => ending.test(path))?.[1]
  if (kind === undefined) return { path, text, tree: null }
  return { path, text, tree: ts.createSourceFile(path, text, ts.ScriptTarget.Latest, true, kind) }
}

/** Tests, and the folders that only prove something: they may do what the product may not. */
export function isProof(path: string): boolean {
  return /\.test\.tsx?$|^worker\/test\/|^(?:e2e|sim|bench)\//.test(path)
}

/** Every node, depth first; `says` reports at the node it returns a text for. */
export function inspect(
  { path, tree }: Source,
  says: (node: ts.Node) => string | undefined,
): Violation[] {
  if (!tree) return []
  const found: Violation[] = []
  const visit = (node: ts.Node): void => {
    const text = says(node)
    if (text !== undefined) found.push({ path, line: lineOf(tree, node), says: text })
    ts.forEachChild(node, visit)
  }
  visit(tree)
  return found
}

export function eachLine(
  { path, text }: Source,
  says: (line: string) => string | undefined,
): Violation[] {
  return text.split('\n').flatMap((line, index) => {
    const said = says(line)
    return said === undefined ? [] : [{ path, line: index + 1, says: said }]
  })
}

export function lineOf(tree: ts.SourceFile, node: ts.Node): number {
  return tree.getLineAndCharacterOfPosition(node.getStart(tree)).line + 1
}
