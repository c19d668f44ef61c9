// Style that matters is a test. Each rule is asked of every file that is, or would be, committed;
// tidy/rules.test.ts proves that each rule can fail.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import manifest from '../../package.json' with { type: 'json' }
import { ROOT } from '../../scripts/processes.ts'
import { repositoryFiles } from '../../scripts/tree.ts'
import { FAILURES } from '../../shared/failure.ts'
import { allRules } from './tidy/rules.ts'
import { sourceOf } from './tidy/source.ts'

const BINARY = /\.(?:png|jpe?g|gif|webp|ico|woff2?|gz|pdf)$/

const sources = repositoryFiles(ROOT)
  .filter((path) => !BINARY.test(path))
  .map((path) => sourceOf(path, readFileSync(join(ROOT, path), 'utf8')))
const { dependencies, devDependencies, optionalDependencies } = manifest
const rules = allRules({
  codes: Object.keys(FAILURES),
  packages: Object.keys({ ...dependencies, ...devDependencies, ...optionalDependencies }),
})

test.each(Object.entries(rules))('%s', (_, rule) => {
  const found = sources.flatMap(rule).map(({ path, line, says }) => `${path}:${line} ${says}`)

  expect(found).toEqual([])
})

test('the files that whole rules depend on are there', () => {
  const paths = sources.map(({ path }) => path)

  expect(paths).toEqual(
    expect.arrayContaining(['.npmrc', 'docs/errors.md', 'package.json', 'package-lock.json']),
  )
})
