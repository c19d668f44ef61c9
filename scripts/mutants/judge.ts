// Decides over planted bugs, each in its own copy of the tree.
import { inParallel } from '../processes.ts'
import { removeFolder } from '../temporary.ts'
import { applyPatch, copyTree } from './copy.ts'
import type { Mutant, NamedTest } from './patch.ts'
import { runNamedTest, type Trial } from './trial.ts'

export interface Verdict {
  readonly name: string
  readonly result: 'killed' | 'survived' | 'broken'
  /** What went wrong, for whoever has to mend it. */
  readonly note: string
}

const PARALLEL = 2
const SOUND_SEEDS = '20'

export async function judgeMutants(
  root: string,
  mutants: readonly Mutant[],
  report: (verdict: Verdict) => void = () => {},
): Promise<Verdict[]> {
  const clean = copyTree(root)
  const baseline = new Map<string, Promise<string>>()
  /** Empty when the tests pass without any bug; asked once for each set of tests. */
  const soundness = (test: NamedTest) => {
    const tried = withoutBug(test)
    const key = JSON.stringify(tried)
    const known = baseline.get(key) ?? runNamedTest(clean, tried).then(whyUnsound)
    baseline.set(key, known)
    return known
  }
  try {
    return await inParallel(mutants, PARALLEL, async (mutant) => {
      const verdict = { name: mutant.name, ...(await judge(root, mutant, soundness)) }
      report(verdict)
      return verdict
    })
  } finally {
    removeFolder(clean)
  }
}

async function judge(
  root: string,
  { test, why, patchFile }: Mutant,
  soundness: (test: NamedTest) => Promise<string>,
): Promise<Omit<Verdict, 'name'>> {
  if (!test) return broken('the header needs `# Test: FILE -t "NAME"` and `# Why: ...`')
  const unsound = await soundness(test)
  if (unsound !== '') return broken(unsound)
  const copy = copyTree(root)
  try {
    const refused = await applyPatch(copy, patchFile)
    if (refused !== '') return broken(`the patch does not apply: ${refused}`)
    return decide(await runNamedTest(copy, test), why)
  } finally {
    removeFolder(copy)
  }
}

/** A few towns are enough: `npm test` lets many more live without a bug. */
function withoutBug(test: NamedTest): NamedTest {
  return 'sim' in test ? { sim: ['--seeds', SOUND_SEEDS] } : test
}

function whyUnsound({ code, passed, failures, brokenFiles }: Trial): string {
  if (brokenFiles.length > 0) return `without the bug: ${oneLine(brokenFiles[0])}`
  if (failures.length > 0) return `fails without the bug: ${oneLine(failures[0])}`
  if (passed === 0) return 'no test has that name'
  return code === 0 ? '' : `without the bug vitest ends with ${code}`
}

function decide({ code, passed, failures, brokenFiles }: Trial, why: string) {
  if (code === null) return broken('the tests did not end')
  if (brokenFiles.length > 0) return broken(`with the bug in: ${oneLine(brokenFiles[0])}`)
  if (failures.length > 0) {
    // Code that can't run proves nothing about the promise.
    const meant = failures.some((message) => !/^(?:Reference|Syntax)Error\b/.test(message))
    return meant ? { result: 'killed' as const, note: '' } : broken(oneLine(failures[0]))
  }
  if (code === 0 && passed > 0) return { result: 'survived' as const, note: why }
  return broken(`vitest ended with ${code} and no failed test`)
}

function broken(note: string) {
  return { result: 'broken' as const, note }
}

function oneLine(text = ''): string {
  return (text.trim().split('\n')[0] ?? '').slice(0, 160)
}
