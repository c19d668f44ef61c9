// Rule: imports follow the table. Without it, one convenient import makes the domain wait for a
// database or puts a test server into the bundle.
import { dirname, join, normalize } from 'node:path/posix'
import ts from 'typescript'
import { OPENED, ZONES, type Zone } from './import-table.ts'
import { inspect, type Source, type Violation } from './source.ts'

interface Import {
  readonly specifier: string
  readonly typeOnly: boolean
}

export function importsFollowTable(packages: readonly string[]) {
  return (source: Source): Violation[] => {
    const { path, tree } = source
    if (!tree) return []
    const zone = zoneOf(path)
    if (!zone) return [{ path, line: 1, says: 'no zone: give it a line in import-table.ts' }]
    if (zone.name === 'proof') return []
    return inspect(source, (node) => {
      const found = importOf(node)
      return found && refusal(zone, path, found, packages)
    })
  }
}

function refusal(zone: Zone, path: string, found: Import, packages: readonly string[]) {
  const { specifier, typeOnly } = found
  if (!/^\.{0,2}\//.test(specifier)) {
    if (zone.packages.some((allowed) => packageFits(allowed, specifier, packages))) return undefined
    return `${zone.name} may not import the package ${specifier}`
  }
  const target = normalize(join(dirname(path), specifier.replace(/\?.*$/, '')))
  const to = zoneOf(target)
  if (!to) return `${specifier} lies in no zone of import-table.ts`
  if (to.name === zone.name) return crossing(zone, path, target)
  const names = [to.name, OPENED[target]]
  if (names.some((name) => name !== undefined && zone.zones.includes(name))) return undefined
  if (!zone.zones.includes(`types:${to.name}`)) return `${zone.name} may not import ${to.name}`
  return typeOnly ? undefined : `${zone.name} may import only types of ${to.name}: import type`
}

/** One adapter does not know another; what they share lies beside their folders. */
function crossing(zone: Zone, path: string, target: string): string | undefined {
  if (zone.name !== 'adapters') return undefined
  const folder = dirname(target)
  if (folder === 'worker/adapters' || folder === dirname(path)) return undefined
  return `an adapter may not import from inside another one (${folder})`
}

function zoneOf(path: string): Zone | undefined {
  return ZONES.find(({ files }) => files.test(path))
}

function packageFits(allowed: string, specifier: string, packages: readonly string[]): boolean {
  if (allowed === 'dependencies') return packages.includes(packageOf(specifier))
  if (allowed.endsWith('*')) return specifier.startsWith(allowed.slice(0, -1))
  return allowed === specifier
}

function packageOf(specifier: string): string {
  const parts = specifier.split('/')
  return parts.slice(0, specifier.startsWith('@') ? 2 : 1).join('/')
}

/** `import`, `export from`, `import()`, `import('x').Type` and `import x = require('x')`. */
function importOf(node: ts.Node): Import | undefined {
  if (ts.isImportDeclaration(node) && ts.isStringLiteral(node.moduleSpecifier)) {
    return { specifier: node.moduleSpecifier.text, typeOnly: isTypeOnly(node.importClause) }
  }
  if (ts.isExportDeclaration(node) && node.moduleSpecifier) {
    const named = node.exportClause && ts.isNamedExports(node.exportClause)
    const types = named && allTypes(node.exportClause.elements)
    const { text } = node.moduleSpecifier as ts.StringLiteral
    return { specifier: text, typeOnly: node.isTypeOnly || types === true }
  }
  if (ts.isImportTypeNode(node) && ts.isLiteralTypeNode(node.argument)) {
    const { literal } = node.argument
    return ts.isStringLiteral(literal) ? { specifier: literal.text, typeOnly: true } : undefined
  }
  if (ts.isExternalModuleReference(node) && ts.isStringLiteral(node.expression)) {
    return { specifier: node.expression.text, typeOnly: false }
  }
  if (!ts.isCallExpression(node) || node.expression.kind !== ts.SyntaxKind.ImportKeyword) {
    return undefined
  }
  const [argument] = node.arguments
  const known = argument && ts.isStringLiteralLike(argument)
  return known ? { specifier: argument.text, typeOnly: false } : undefined
}

function isTypeOnly(clause: ts.ImportClause | undefined): boolean {
  if (!clause) return false
  if (clause.isTypeOnly) return true
  const { name, namedBindings } = clause
  return (
    !name && !!namedBindings && ts.isNamedImports(namedBindings) && allTypes(namedBindings.elements)
  )
}

function allTypes(elements: ts.NodeArray<ts.ImportOrExportSpecifier>): boolean {
  return elements.length > 0 && elements.every((element) => element.isTypeOnly)
}
