// Rules: time, chance and the console come in through one door each, so that a test or a simulation
// can hold them still.
import ts from 'typescript'
import { inspect, isProof, type Rule, type Source } from './source.ts'

/** Where the real clock and real chance are handed in, or where nothing is replayed. */
const REAL_WORLD = [
  /^worker\/adapters\/system-clock\.ts$/,
  /^worker\/index\.ts$/,
  /^remix-app\/lib\/device-clock\.ts$/,
  /^local\//,
  /^scripts\//,
  /^e2e\//,
  /^bench\//,
  /\.test\.tsx?$/,
  /^worker\/test\//,
]

export const clockAndChanceAreHandedIn: Rule = (source) => {
  if (REAL_WORLD.some((pattern) => pattern.test(source.path))) return []
  return inspect(source, (node) => {
    if (isNewDateNow(node)) return 'the current time comes from the clock that is handed in'
    if (!ts.isPropertyAccessExpression(node)) return undefined
    const name = node.getText()
    if (isInjectedDefault(source, node)) return undefined
    if (name === 'Date.now') return 'Date.now: take the clock that is handed in (clock.now())'
    if (name === 'Math.random') return 'Math.random: take the random that is handed in'
    return undefined
  })
}

function isNewDateNow(node: ts.Node): boolean {
  const made = ts.isNewExpression(node) || ts.isCallExpression(node)
  return made && node.expression.getText() === 'Date' && (node.arguments ?? []).length === 0
}

/** `{ wall = Date.now }`: an adapter's default which a test replaces. */
function isInjectedDefault({ path }: Source, node: ts.Node): boolean {
  const { parent } = node
  const isDefault =
    (ts.isBindingElement(parent) || ts.isParameter(parent)) && parent.initializer === node
  return isDefault && /^worker\/adapters\//.test(path)
}

const IMPURE = ['Date', 'Promise', 'fetch', 'crypto', 'setTimeout', 'setInterval', 'performance']

export const domainIsPure: Rule = (source) => {
  if (!/^worker\/domain\//.test(source.path) || isProof(source.path)) return []
  return inspect(source, (node) => {
    if (ts.isAwaitExpression(node) || node.kind === ts.SyntaxKind.AsyncKeyword) {
      return 'the domain decides and never waits: let the use case await'
    }
    if (!ts.isIdentifier(node) || !IMPURE.includes(node.text) || isMember(node)) return undefined
    return `${node.text} in the domain: take what it gives as an argument`
  })
}

const REPLAYED = /^worker\/(?:domain|use-cases)\//

export const replayedCodeHasNoChance: Rule = (source) => {
  if (!REPLAYED.test(source.path) || isProof(source.path)) return []
  return inspect(source, (node) =>
    ts.isPropertyAccessExpression(node) && /^(?:globalThis\.)?crypto\.\w+$/.test(node.getText())
      ? 'a simulation could not replay this: take the random that is handed in'
      : undefined,
  )
}

export const workerLogsThroughLog: Rule = (source) => {
  const { path } = source
  if (!/^worker\//.test(path) || isProof(path) || path === 'worker/adapters/log.ts') return []
  return inspect(source, (node) =>
    ts.isPropertyAccessExpression(node) && node.expression.getText() === 'console'
      ? 'console: the log that is handed in redacts what must not get out'
      : undefined,
  )
}

function isMember(node: ts.Identifier): boolean {
  const { parent } = node
  if (ts.isPropertyAccessExpression(parent)) return parent.name === node
  return ts.isPropertyAssignment(parent) && parent.name === node
}
