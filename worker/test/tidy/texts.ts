// Rule: what people read on a page stands in one catalogue, remix-app/words/.
import ts from 'typescript'
import { inspect, isProof, type Rule } from './source.ts'

const PAGES = /^remix-app\/(?:root\.tsx$|(?:routes|components)\/.*\.tsx$)/
/** One word there is as likely a name of the platform's. */
const BEHIND_PAGES = /^remix-app\/(?:lib|sw)\//
const ADVICE = 'text for people: put it into remix-app/words/ and name it here'

/** Begins like a sentence or a name: `Buy tokens`, `Your wallet`. */
const SENTENCE = /^\s*[A-Z][a-z]*(?:[\s….,:!?]|$)/
const LETTERS = /\p{L}{2}/u

export const textIsInTheCatalogue: Rule = (source) => {
  const isBehind = BEHIND_PAGES.test(source.path)
  if (!(isBehind || PAGES.test(source.path)) || isProof(source.path)) return []
  return inspect(source, (node) => {
    if (ts.isJsxText(node)) return LETTERS.test(node.text) ? ADVICE : undefined
    if (!isText(node) || !SENTENCE.test(node.text) || isTechnical(node)) return undefined
    if (isBehind && !/\S\s+\S/.test(node.text)) return undefined
    return ADVICE
  })
}

type Text = ts.StringLiteral | ts.NoSubstitutionTemplateLiteral | ts.TemplateHead

function isText(node: ts.Node): node is Text {
  return (
    ts.isStringLiteral(node) || ts.isNoSubstitutionTemplateLiteral(node) || ts.isTemplateHead(node)
  )
}

/** A type, a key on the keyboard (`event.key === 'Escape'`), a method of HTTP. */
function isTechnical({ parent, text }: Text & { readonly text: string }): boolean {
  if (ts.isLiteralTypeNode(parent) || /^[A-Z]+$/.test(text)) return true
  return ts.isBinaryExpression(parent) && /===|!==/.test(parent.operatorToken.getText())
}
