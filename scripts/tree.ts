// The files of the repository, as paths from its root with `/`, sorted.
import { execFileSync } from 'node:child_process'
import { existsSync, readdirSync } from 'node:fs'
import { join, relative, sep } from 'node:path'

/** Everything in a folder, also what git ignores, but for the named subfolders. */
export function filesUnder(root: string, folder: string, without: string[] = []): string[] {
  if (!existsSync(join(root, folder))) return []
  return readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(root, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .filter((path) => !without.some((other) => path.startsWith(`${other}/`)))
    .sort()
}

/** What is, or would be, committed: tracked and new files, without the ignored ones. */
export function repositoryFiles(root: string): string[] {
  const args = ['ls-files', '--cached', '--others', '--exclude-standard', '-z']
  const names = execFileSync('git', args, { cwd: root, encoding: 'utf8', env: withoutGit() })
  const paths = [...new Set(names.split('\0').filter((name) => name !== ''))]
  return paths.filter((path) => existsSync(join(root, path))).sort()
}

/** A git hook's GIT_DIR would make git answer for another repository. */
export function withoutGit(): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^GIT_/.test(name)))
}
