// A copy of the tree to plant a bug in: what git knows or would add, with the packages linked.
import { copyFileSync, existsSync, mkdirSync, symlinkSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { run } from '../processes.ts'
import { temporaryFolder } from '../temporary.ts'
import { repositoryFiles } from '../tree.ts'

/** Built or installed, never mutated. */
const LINKED = ['node_modules', 'remix-app/build']

export function copyTree(root: string): string {
  const copy = temporaryFolder('mutant')
  for (const path of repositoryFiles(root)) {
    mkdirSync(dirname(join(copy, path)), { recursive: true })
    copyFileSync(join(root, path), join(copy, path))
  }
  for (const path of LINKED) {
    if (existsSync(join(root, path))) symlinkSync(join(root, path), join(copy, path))
  }
  return copy
}

/** What git says when the patch does not fit; empty when it was applied. */
export async function applyPatch(copy: string, patchFile: string): Promise<string> {
  // Outside of any repository, whatever surrounds the temporary folder.
  const env = { GIT_CEILING_DIRECTORIES: dirname(copy), GIT_DIR: join(copy, '.none') }
  const { code, output } = await run('git', ['apply', '--verbose', patchFile], {
    cwd: copy,
    env,
    quiet: true,
  })
  if (code !== 0) return output.trim().split('\n').at(-1) ?? `git ended with ${code}`
  return /^Applied patch/m.test(output) ? '' : 'it changes nothing'
}
