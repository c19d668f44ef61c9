// Each world has its own globals (browser, Worker, Node), so each is checked by itself.
import { pathToFileURL } from 'node:url'
import { inParallel, run } from './processes.ts'

const WORLDS = ['shared', 'worker', 'remix-app', 'remix-app/sw', 'local']
const PARALLEL = 2

/** Prints what is wrong; resolves to the names of the worlds with errors. */
export async function typecheck(): Promise<string[]> {
  const failed = await inParallel(WORLDS, PARALLEL, async (world) => {
    const cache = `node_modules/.cache/tsc/${world}.tsbuildinfo`
    const args = ['--project', world, '--incremental', '--tsBuildInfoFile', cache]
    const { code, output } = await run(
      'tsc',
      [...args, '--pretty', `${process.stdout.isTTY === true}`],
      {
        quiet: true,
      },
    )
    if (code === 0) return []
    console.log(output.trim() || `tsc ended with ${code} in ${world}`)
    return [world]
  })
  return failed.flat()
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? '').href) {
  const failed = await typecheck()
  if (failed.length > 0) {
    console.log(`types: errors in ${failed.join(', ')}`)
    process.exitCode = 1
  }
}
