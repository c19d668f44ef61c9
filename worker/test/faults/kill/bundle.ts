// The Worker as it is deployed, bundled once for all the processes that run it.
import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { buildPages } from '../../../../scripts/build.ts'
import { run } from '../../../../scripts/processes.ts'

export interface Bundle {
  /** Of everything these tests write; to be removed. */
  readonly tmpDir: string
  readonly bundle: string
}

export async function bundleWorker(): Promise<Bundle> {
  if ((await buildPages()) === 'failed') throw new Error('the pages do not build')
  const tmpDir = mkdtempSync(join(tmpdir(), 'kai-kill-'))
  const bundle = join(tmpDir, 'bundle')
  const args = ['deploy', '--dry-run', '--outdir', bundle, '--minify']
  const { code, output } = await run('wrangler', args, { quiet: true })
  if (code !== 0) throw new Error(`the Worker does not build: ${output}`)
  return { tmpDir, bundle }
}
