// The reader of firestore.rules: what it understands it decides as Firestore does, and what it does
// not understand it says, because a rule silently left out opens or closes somebody's wallet.
import { describe, expect, test } from 'vitest'
import { readRules } from '../stand-ins.ts'
import { ANY_ID, createRules, type Question } from './rules.ts'
import { int, ROOT, text } from './test-client.ts'
import type { Fields } from './values.ts'

const inService = (body: string) => `rules_version = '2';\nservice cloud.firestore {\n${body}\n}`
const rule = (condition: string, methods = 'get') =>
  inService(
    `match /databases/{db}/documents { match /c/{id} {\nallow ${methods}: if ${condition};\n} }`,
  )

const NOW_MS = 1_000

interface Asked {
  uid?: string | null
  claims?: Question['claims']
  fields?: Fields
  path?: string[]
  method?: Question['method']
}

function allows(source: string, asked: Asked = {}): boolean {
  const { uid = 'ann', claims = {}, fields, path = ['c', 'ann'], method = 'get' } = asked
  const question = { root: ROOT, uid, nowMs: NOW_MS, claims, fields, path, method }
  return createRules(source).allow(question)
}

describe('conditions', () => {
  const fields = { owner: text('ann'), open: { booleanValue: true }, n: int(1) } as Fields

  test.each([
    ['true', true],
    ['false', false],
    ['null', false],
    ['request.auth != null', true],
    ['request.auth.uid == id', true],
    ['request.auth.uid != id', false],
    ['resource.data.owner == request.auth.uid', true],
    ['resource.data.open', true],
    ['resource.data.n', false],
    ['resource.data.n == null', false],
    ['resource.data.absent == null', false],
    ['resource.data.absent != null', false],
    // What decides is enough, on either side; and binds more tightly than or.
    ['resource.data.absent || true', true],
    ['true || resource.data.absent', true],
    ['false || resource.data.absent', false],
    ['true && resource.data.absent', false],
    ['true || true && false', true],
    ['(true || true) && false', false],
    ['true == (false || true)', true],
    ['resource.data.n && true', false],
  ])('%s', (condition, answer) => {
    expect(allows(rule(condition), { fields })).toBe(answer)
  })

  test('who is signed out has no uid, not even one that equals nothing', () => {
    expect(allows(rule('request.auth == null'), { uid: null })).toBe(true)
    expect(allows(rule('request.auth.uid != id'), { uid: null })).toBe(false)
  })

  test('a claim is what the token says of itself, and nothing that objects have', () => {
    const claims = { admin: true, live: 'ann', level: 3, half: 0.5, roles: ['a'] }
    const says = (condition: string) => allows(rule(condition), { claims })
    expect(says('request.auth.token.admin')).toBe(true)
    expect(says('request.auth.token.live == id')).toBe(true)
    expect(says('request.auth.token.live == request.auth.token.admin')).toBe(false)
    expect(says('request.auth.token.level != null')).toBe(true)
    for (const name of ['absent', 'half', 'roles', 'toString']) {
      expect(says(`request.auth.token.${name} != null`)).toBe(false)
    }
  })

  test('the time is told in milliseconds, and only whole numbers are less than others', () => {
    const claims = { before: NOW_MS - 1, now: NOW_MS, after: NOW_MS + 1, text: '2000', yes: true }
    const isLess = (name: string) =>
      allows(rule(`request.time.toMillis() < request.auth.token.${name}`), { claims })
    expect(Object.keys(claims).filter(isLess)).toEqual(['after'])
    expect(isLess('absent')).toBe(false)
  })

  test('a document that is not there has no field', () => {
    expect(allows(rule('resource.data.owner == request.auth.uid'))).toBe(false)
    expect(allows(rule('resource.data.owner != request.auth.uid'))).toBe(false)
  })

  test('a list knows the id of no document', () => {
    const path = ['c', ANY_ID]
    expect(allows(rule('request.auth.uid == id', 'list'), { method: 'list', path })).toBe(false)
    expect(allows(rule('id != null', 'list'), { method: 'list', path })).toBe(false)
    expect(allows(rule('true', 'list'), { method: 'list', path })).toBe(true)
  })
})

describe('where a rule holds', () => {
  test.each([
    ['read', ['get', 'list']],
    ['write', ['create', 'update', 'delete']],
    ['get, delete', ['get', 'delete']],
  ])('allow %s', (methods, allowed) => {
    const all = ['get', 'list', 'create', 'update', 'delete'] as const
    const found = all.filter((method) => allows(rule('true', methods), { method }))
    expect(found).toEqual(allowed)
  })

  test('exactly as deep as it is written, and one match that allows is enough', () => {
    const source = inService(
      `
      // A comment { with } braces; and /* another.
      match /databases/{db}/documents {
        match /c/{id} { /* allow get: if true; */ match /d/{inner} { allow get: if inner == id; } }
        match /c/fixed { allow get: if true; }
        match /{any}/fixed/e/{id} { allow get: if any == 'c' || true; }
      }`.replace("any == 'c' || true", 'any != id'),
    )
    const at = (...path: string[]) => allows(source, { path })
    expect([at('c', 'x'), at('c', 'fixed'), at('c', 'x', 'd', 'x')]).toEqual([false, true, true])
    expect([at('c', 'x', 'd', 'y'), at('c'), at('c', 'x', 'd', 'x', 'e', 'f')]).toEqual(
      Array(3).fill(false),
    )
    expect([at('z', 'fixed', 'e', 'y'), at('z', 'fixed', 'e', 'z')]).toEqual([true, false])
  })
})

describe('what is not understood stops the start with its line', () => {
  test.each([
    ['request.time != null', '!='],
    ['request.time.year() < resource.data.n', 'year'],
    ['request.auth.provider', 'provider'],
    ['request.auth.token == null', '=='],
    ['request.auth.token.firebase.tenant == null', '.'],
    ['request.resource.data.a == null', 'resource'],
    ['resource.data.a > 1', '>'],
    ['resource.data.a == "text"', '"'],
    ['resource.data.a == 1', '1'],
    ["resource.data.a == 'text'", "'text'"],
    ['resource == null', '=='],
    ['!true', '!'],
    ['other == null', 'other'],
    ['exists(/databases/x)', 'exists'],
    ['true == true == true', '=='],
    ['id.size() == null', '.'],
    ['toString == null', 'toString'],
  ])('%s', (condition, word) => {
    const says = `firestore.rules:4: ${word} is not understood by the local Firestore`
    expect(() => createRules(rule(condition))).toThrow(says)
  })

  test.each([
    ['', 'firestore.rules:1: the end of the file is'],
    ["rules_version = '1';", "firestore.rules:1: '1' is"],
    [inService('function f() { return true; }'), 'firestore.rules:3: function is'],
    [inService('match /a/{b=**} { }'), 'firestore.rules:3: = is'],
    [inService('match / { }'), 'firestore.rules:3: } is'],
    [inService('match { }'), 'firestore.rules:3: { is'],
    [inService('match /a { allow everything: if true; }'), 'firestore.rules:3: everything is'],
    [inService('match /a { allow constructor: if true; }'), 'firestore.rules:3: constructor is'],
    [inService('match /a { allow get; }'), 'firestore.rules:3: ; is'],
    [inService('match /a {'), 'firestore.rules:4: the end of the file is'],
    [`${inService('')}\nservice`, 'firestore.rules:5: service is'],
    [inService('match /{a}/b { } match /c { allow get: if a == null; }'), ':3: a is'],
  ])('file %#', (source, says) => {
    expect(() => createRules(source)).toThrow(says)
  })

  test('our own file is understood', () => {
    expect(() => createRules(readRules())).not.toThrow()
  })
})
