// `npm run deploy`: builds, checks and puts the Worker on Cloudflare. `--dry-run` (npm run
// deploy:check) only bundles it and refuses one that has grown too large.
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'
import { buildPages } from './build.ts'
import { commandLine } from './command-line.ts'
import { run } from './processes.ts'
import { removeFolder, temporaryFolder } from './temporary.ts'
import { filesUnder } from './tree.ts'

/** Of 3 MB that the platform takes: parsing costs every cold start. */
const GZIP_KB_MAX = 600

const USAGE = `Usage: npm run deploy:check   bundles, and says whether the Worker is small enough
       npm run deploy         builds, checks, and puts it on Cloudflare`
const { values } = commandLine(USAGE, {
  options: { 'dry-run': { type: 'boolean', default: false } },
})

process.exitCode = (await deploy(values['dry-run'])) ? 0 : 1

async function deploy(dryRun: boolean): Promise<boolean> {
  if ((await buildPages()) === 'failed') return false
  if (!dryRun && !(await succeeds(process.execPath, ['scripts/test.ts', '--fast']))) return false
  if (!(await bundleFits())) return false
  return dryRun || succeeds('wrangler', ['deploy', '--minify'])
}

async function bundleFits(): Promise<boolean> {
  const folder = temporaryFolder('bundle')
  try {
    const args = ['deploy', '--dry-run', '--minify', '--outdir', folder]
    const { code, output } = await run('wrangler', args, { quiet: true })
    if (code !== 0) {
      console.error(output.trim())
      return false
    }
    const modules = filesUnder(folder, '.').filter((path) => !/\.(?:map|md)$/.test(path))
    const files = modules.map((path) => readFileSync(join(folder, path)))
    const raw = kilobytes(files.map(({ length }) => length))
    const gzip = kilobytes(files.map((file) => gzipSync(file).length))
    console.log(`the Worker: ${raw} KB, ${gzip} KB gzip (at most ${GZIP_KB_MAX})`)
    return gzip <= GZIP_KB_MAX
  } finally {
    removeFolder(folder)
  }
}

function kilobytes(lengths: number[]): number {
  return Math.ceil(lengths.reduce((sum, length) => sum + length, 0) / 1000)
}

async function succeeds(program: string, args: string[]): Promise<boolean> {
  return (await run(program, args)).code === 0
}
