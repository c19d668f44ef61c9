// A planted bug as it lies in mutants/: a patch with two header lines that git ignores.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'

export interface Mutant {
  readonly name: string
  readonly patchFile: string
  /** Undefined when the header is not as mutants/README.md says. */
  readonly test: NamedTest | undefined
  readonly why: string
}

export interface NamedTest {
  readonly file: string
  /** A regular expression over full test names. */
  readonly pattern: string
}

const TEST = /^# Test: (?<file>\S+) -t "(?<pattern>.+)"\s*$/m
const WHY = /^# Why: (?<why>\S.*)$/m

export function readMutants(root: string): Mutant[] {
  return readdirSync(join(root, 'mutants'))
    .filter((file) => file.endsWith('.patch'))
    .sort()
    .map((file) => {
      const patchFile = join(root, 'mutants', file)
      return {
        name: file.replace(/\.patch$/, ''),
        patchFile,
        ...readHeader(readFileSync(patchFile, 'utf8')),
      }
    })
}

function readHeader(patch: string): Pick<Mutant, 'test' | 'why'> {
  const test = TEST.exec(patch)?.groups
  const why = WHY.exec(patch)?.groups?.why ?? ''
  if (!test?.file || !test.pattern || why === '') return { test: undefined, why }
  return { test: { file: test.file, pattern: test.pattern }, why }
}
