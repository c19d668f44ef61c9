// Each rule meets one text that it must refuse and one, as close to it as can be, that it must not:
// a rule that can't fail guards nothing, and one that cries wolf is switched off.
import { expect, test } from 'vitest'
import { allRules } from './rules.ts'
import { sourceOf } from './source.ts'

const RULES = allRules({ codes: ['STORE_BUSY', 'INTERNAL'], packages: ['hono', '@scope/tool'] })

const IMPORTS = 'imports follow the table of worker/test/tidy/import-table.ts'
const WIDE = 'lines are at most 100 columns wide'
const TYPES = 'types are never switched off'
const LATER = 'nothing is left for later in a comment'
const BARE = 'no name is a bare "transaction"'
const KEY = 'no data of a page is named like the key of React'
const VAGUE = 'no file or folder has a name that fits everything'
const WHOLE = 'tests run whole, against the real modules'
const TIME = 'time and chance are handed in'
const PURE = 'the domain waits for nothing and asks nobody'
const REPLAYED = 'what a simulation replays makes no ids of its own'
const LOGS = 'the Worker logs only through the log that redacts'
const PATHS = 'nothing names a path of one machine'
const SECRETS = 'nothing looks like a secret'
const EXACT = 'versions are exact'
const NPMRC = 'npm keeps addresses out of the lockfile'
const LOCK = 'the lockfile names no download address'
const TEXTS = 'text for people is in the catalogue of words'
const CODES = 'every failure code has its heading in docs/errors.md'

const settings = 'omit-lockfile-registry-resolved=true\nsave-exact=true\n'
const functionOf = (lines: number) => `function f() {\n${'  g()\n'.repeat(lines - 2)}}\n`
const suiteOf = (lines: number) => `describe('x', () => {\n${'  g()\n'.repeat(lines - 2)}})\n`

/** Rule, path, what it must refuse, what it must let pass there. */
const PLANTED: [rule: string, path: string, bad: string, good: string][] = [
  ['files are at most 300 lines long', 'shared/a.ts', 'f()\n'.repeat(301), 'f()\n'.repeat(300)],
  ['functions are at most 50 lines long', 'shared/a.ts', functionOf(51), functionOf(50)],
  ['functions are at most 50 lines long', 'shared/a.test.ts', functionOf(51), suiteOf(51)],
  [WIDE, 'shared/a.ts', `// ${'x'.repeat(98)}`, `// ${'x'.repeat(97)}`],
  [WIDE, 'remix-app/a.css', `/* ${'x'.repeat(98)}`, `/* ${'x'.repeat(97)}`],
  [TYPES, 'shared/a.ts', 'let x: Record<string, any>', "let x: unknown = 'any'"],
  [TYPES, 'shared/a.ts', 'f(x as unknown as Y)', 'f(x as Y, y as unknown)'],
  [LATER, 'shared/a.ts', '// TODO: later', "const spanish = 'TODOS'"],
  [BARE, 'worker/domain/a.ts', 'const transaction = 1', "const route = '/transactions'"],
  [BARE, 'worker/domain/a.ts', 'function f(transaction: X) {}', 'f({ transaction: 1 })'],
  [BARE, 'worker/domain/a.ts', 'interface Transaction {}', 'interface TokenTransaction {}'],
  [
    KEY,
    'remix-app/routes/a.tsx',
    'function loader() { return { key: f() } }',
    'function loader() { return { formKey: f() } }; function action() { return { key } }',
  ],
  [WHOLE, 'shared/a.test.ts', "test.only('x', f)", 'f.only(x)'],
  [WHOLE, 'shared/a.test.ts', "it.skip('x', f)", "// reason: no network\nit.skip('x', f)"],
  [WHOLE, 'shared/a.test.ts', "test.todo('x')", "test.each([])('x', f)"],
  [WHOLE, 'shared/a.test.ts', "vi.mock('./a.ts')", 'vi.fn()'],
  [TIME, 'worker/use-cases/a.ts', 'const now = Date.now()', 'const now = clock.now()'],
  [TIME, 'worker/domain/a.ts', 'const now = new Date()', 'const then = new Date(ms)'],
  [TIME, 'worker/adapters/a.ts', 'f(Date.now())', 'function f({ wall = Date.now }) {}'],
  [TIME, 'worker/use-cases/a.ts', 'f({ wall = Date.now }) ', 'f({ now })'],
  [TIME, 'remix-app/a.tsx', 'const id = Math.random()', 'const id = Math.floor(x)'],
  [PURE, 'worker/domain/a.ts', 'export async function f() {}', 'export function f() {}'],
  [PURE, 'worker/domain/a.ts', 'const x: Promise<X> = y', 'const x = { Date: 1 }.Date'],
  [PURE, 'worker/domain/a.ts', "fetch('https://example.com')", 'store.fetch(x)'],
  [REPLAYED, 'worker/use-cases/a.ts', 'crypto.randomUUID()', 'random.uuid()'],
  [LOGS, 'worker/http/a.ts', 'console.log(x)', 'log.info(x)'],
  [TEXTS, 'remix-app/routes/a.tsx', 'f(<p>Buy tokens</p>)', 'f(<p>{WORDS.buy}: 1</p>)'],
  [TEXTS, 'remix-app/components/a.tsx', 'f(<A title="Buy" />)', 'f(<A to="/Buy" b="card p-5" />)'],
  [TEXTS, 'remix-app/lib/a.ts', "f('Buy tokens')", "f('Image')"],
  [TEXTS, 'remix-app/components/a.tsx', 'f(`Of `, `tokens`)', "key === 'Escape' || 'POST'"],
  [PATHS, 'docs/a.md', 'see `/home/me/notes`', 'see https://example.com/home/page, ./jobs/x'],
  [PATHS, 'scripts/a.ts', "open('/home/any/x')", "open('/homes/x')"],
  [SECRETS, 'docs/a.md', `sk_live_${'a1'.repeat(12)}`, 'sk_live_...'],
  [
    SECRETS,
    'worker/a.ts',
    `-----BEGIN PRIVATE KEY-----\\n${'MIIE'.repeat(12)}`,
    String.raw`/^-----BEGIN PRIVATE KEY-----\s[\w+/=\s]+-----END PRIVATE KEY-----/`,
  ],
  [EXACT, 'package.json', '{"dependencies":{"a":"^1.0.0"}}', '{"dependencies":{"a":"1.0.0-rc.1"}}'],
  [EXACT, 'package.json', '{"devDependencies":{"a":"22"}}', '{"engines":{"node":">=20"}}'],
  [NPMRC, '.npmrc', 'save-exact=true\n', settings],
  [NPMRC, '.npmrc', `${settings}ignore-scripts=true\n`, `${settings}fund=false\n`],
  [NPMRC, '.npmrc', `${settings}registry=https://example.com\n`, settings],
  [LOCK, 'package-lock.json', '"resolved": "https://example.com/a.tgz"', '"resolved": "local"'],
  [CODES, 'docs/errors.md', '## INTERNAL\n', '## STORE_BUSY\n\n## INTERNAL\n'],
  [CODES, 'docs/errors.md', '## STORE_BUSY\n## INTERNAL\n## GONE\n', '## STORE_BUSY\n## INTERNAL'],

  [IMPORTS, 'shared/a.ts', "import { Hono } from 'hono'", "import * as z from 'zod'"],
  [IMPORTS, 'shared/a.ts', "import '../worker/env.ts'", "import './b.ts'"],
  [IMPORTS, 'worker/domain/a.ts', "import '../ports.ts'", "import '../../shared/ids.ts'"],
  [IMPORTS, 'worker/domain/a.ts', "import('../use-cases/b.ts')", "import './b.ts'"],
  [IMPORTS, 'worker/ports.ts', "import { x } from './domain/a.ts'", typesFrom('./domain/a.ts')],
  [IMPORTS, 'worker/use-cases/a.ts', "import '../adapters/b.ts'", "import '../domain/b.ts'"],
  [IMPORTS, 'worker/adapters/a.ts', "import { x } from '../ports.ts'", typesFrom('../ports.ts')],
  [IMPORTS, 'worker/adapters/x/a.ts', "import '../y/b.ts'", "import '../b.ts'; import './c.ts'"],
  [IMPORTS, 'worker/http/a.ts', "import '../jobs/b.ts'", "import '../use-cases/b.ts'"],
  [IMPORTS, 'worker/http/a.ts', "export * from '../adapters/b.ts'", "export * from './b.ts'"],
  [IMPORTS, 'worker/http/a.ts', "let x: import('../services.ts').X", typesFrom('../domain/a.ts')],
  [IMPORTS, 'worker/jobs/a.ts', "import 'hono'", "import '../use-cases/b.ts'"],
  [IMPORTS, 'worker/services.ts', "import './http/app.ts'", "import './adapters/b.ts'"],
  [IMPORTS, 'worker/index.ts', "import './adapters/b.ts'", "import './adapters/log.ts'"],
  [IMPORTS, 'worker/index.ts', "import '../local/a.ts'", "import '../remix-app/build/server/x.js'"],
  [IMPORTS, 'remix-app/lib/a.ts', "import '../../worker/env.ts'", "import '../../shared/ids.ts'"],
  [IMPORTS, 'remix-app/root.tsx', "import './x.test.ts'", "import css from './x.css?url'"],
  [IMPORTS, 'local/a.ts', "import 'not-installed'", "import 'node:fs'; import '@scope/tool/x'"],
  [IMPORTS, 'local/a.ts', "import '../e2e/b.ts'", "import './b.ts'"],
  [IMPORTS, 'scripts/a.ts', "import '../worker/env.ts'", "import '../local/a.ts'"],
  [IMPORTS, 'elsewhere/a.ts', 'f()', ''],
]

function typesFrom(specifier: string): string {
  return `import type { X } from '${specifier}'; import { type Y } from '${specifier}'`
}

test.each(PLANTED)('%s: %s', (name, path, bad, good) => {
  const rule = RULES[name]

  expect(rule?.(sourceOf(path, bad))).toMatchObject([{ path }])
  if (good !== '') expect(rule?.(sourceOf(path, good))).toEqual([])
})

test('a name that fits everything is refused for files and folders', () => {
  const found = ['worker/utils/a.ts', 'shared/string-helpers.ts', 'worker/a.manager.ts', 'misc.ts']
  const fine = ['worker/http/manage-packages.ts', 'shared/utility.ts']

  expect(found.filter((path) => RULES[VAGUE]?.(sourceOf(path, '')).length === 0)).toEqual([])
  expect(fine.flatMap((path) => RULES[VAGUE]?.(sourceOf(path, '')))).toEqual([])
})

test('no rule goes without a planted violation', () => {
  const tried = new Set([VAGUE, ...PLANTED.map(([name]) => name)])

  expect(Object.keys(RULES).filter((name) => !tried.has(name))).toEqual([])
})

test('a violation names its line', () => {
  const found = RULES[TYPES]?.(sourceOf('shared/a.ts', 'f()\n\nlet x: any\n'))

  expect(found).toMatchObject([{ path: 'shared/a.ts', line: 3 }])
})
