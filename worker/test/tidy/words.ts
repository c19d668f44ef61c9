// Rules: words that hide a mistake, each with what to write instead.
import ts from 'typescript'
import { eachLine, inspect, type Rule, type Source } from './source.ts'

/** The rules name what they ban. */
const THESE_RULES = /^worker\/test\/tidy/

export const noLooseTypes: Rule = (source) =>
  inspect(source, (node) => {
    if (node.kind === ts.SyntaxKind.AnyKeyword) {
      return '`any` switches the types off: write the type, or unknown and a schema'
    }
    if (!ts.isAsExpression(node) || !ts.isAsExpression(node.expression)) return undefined
    if (node.expression.type.kind !== ts.SyntaxKind.UnknownKeyword) return undefined
    return '`as unknown as` claims what nobody checked: parse it, or type it at its source'
  })

export const noNotesToSelf: Rule = (source) => {
  if (!source.tree && !source.path.endsWith('.css')) return []
  if (THESE_RULES.test(source.path)) return []
  return eachLine(source, (line) =>
    /\b(?:FIXME|TODO|XXX)\b/.test(line) ? 'a note to self: do it now or open an issue' : undefined,
  )
}

/** Firestore's own word on its own wire. */
const FIRESTORE_WIRE = /^local\/firestore\//

export const noBareTransaction: Rule = (source) => {
  if (FIRESTORE_WIRE.test(source.path)) return []
  return inspect(source, (node) => {
    if (!ts.isIdentifier(node) || !/^[tT]ransaction$/.test(node.text) || !declares(node)) {
      return undefined
    }
    return 'bare "transaction": a ledger row is a TokenTransaction, a database one a unit'
  })
}

/** Properties are left out: some are fields of other people's APIs. */
function declares(name: ts.Identifier): boolean {
  const { parent } = name
  const named =
    ts.isVariableDeclaration(parent) ||
    ts.isParameter(parent) ||
    ts.isBindingElement(parent) ||
    ts.isFunctionDeclaration(parent) ||
    ts.isClassDeclaration(parent) ||
    ts.isInterfaceDeclaration(parent) ||
    ts.isTypeAliasDeclaration(parent) ||
    ts.isMethodDeclaration(parent)
  return named && parent.name === name
}

const VAGUE = /^(?:utils?|helpers?|misc|managers?)$/i

export const noVagueNames: Rule = ({ path }) =>
  path.split(/[/._-]/).some((word) => VAGUE.test(word))
    ? [{ path, line: 1, says: 'a name that fits everything: say what the file is for' }]
    : []

const TEST_WORDS = ['test', 'it', 'describe', 'suite']

export const testsRunWhole: Rule = (source) =>
  inspect(source, (node) => {
    if (!ts.isPropertyAccessExpression(node)) return undefined
    const [object = ''] = node.expression.getText().split('.')
    const word = node.name.text
    if (['mock', 'doMock'].includes(word) && object === 'vi') {
      return 'a mocked module proves nothing about the real one: hand in a port'
    }
    if (!TEST_WORDS.includes(object)) return undefined
    if (word === 'only') return '`.only` silences every other test: take it out'
    if (!['skip', 'todo'].includes(word) || hasReason(source, node)) return undefined
    return `\`.${word}\` without a reason: write \`// reason: ...\` on the line above, or fix it`
  })

function hasReason({ text }: Source, node: ts.Node): boolean {
  const before = text.slice(0, node.getStart()).split('\n')
  return /\/\/ reason: \S/.test(before.at(-2) ?? '')
}

/** Handed on with `{...data}` it would have React build the part anew with every reading. */
export const noDataIsNamedKey: Rule = (source) => {
  if (!/^remix-app\/routes\//.test(source.path)) return []
  return inspect(source, (node) => {
    const isProperty = ts.isPropertyAssignment(node) || ts.isShorthandPropertyAssignment(node)
    if (!isProperty || node.name.getText() !== 'key' || !isInLoader(node)) return undefined
    return '`key` in what a loader gives: name it formKey, or what else it is the key of'
  })
}

function isInLoader(node: ts.Node): boolean {
  if (ts.isFunctionDeclaration(node)) return node.name?.text === 'loader'
  return node.parent !== undefined && isInLoader(node.parent)
}
