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

export type NamedTest =
  | {
      readonly file: string
      /** A regular expression over full test names. */
      readonly pattern: string
    }
  | {
      /** Arguments of `npm run sim`. */
      readonly sim: readonly string[]
    }

const TEST = /^# Test: (?<file>\S+) -t "(?<pattern>.+)"\s*$/m
const SIM = /^# Test: sim(?<args>(?: --[a-z]+ \d+)+)\s*$/m
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
  const sim = SIM.exec(patch)?.groups?.args
  const why = WHY.exec(patch)?.groups?.why ?? ''
  if (sim && why !== '') return { test: { sim: sim.trim().split(' ') }, why }
  if (!test?.file || !test.pattern || why === '') return { test: undefined, why }
  return { test: { file: test.file, pattern: test.pattern }, why }
}
