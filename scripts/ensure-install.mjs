// Runs before every npm script: a fresh clone installs itself, a changed lockfile is followed, and
// otherwise nothing happens. Plain JavaScript without packages, since it runs before there are any.
import { spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import { delimiter, join } from 'node:path'
import { fileURLToPath } from 'node:url'

const NODE_MAJOR_MIN = 20
const INPUTS = ['package.json', 'package-lock.json', '.npmrc']
const OUTPUT_LINES_MAX = 15

const root = fileURLToPath(new URL('..', import.meta.url))
const modules = join(root, 'node_modules')
const stampFile = join(modules, '.kai-install')

const wanted = fingerprint()
if (textOf(stampFile) !== wanted) {
  refuseOldNode()
  if (!installedByHand()) install()
  refuseMissingNode()
  writeFileSync(stampFile, wanted)
}

function fingerprint() {
  const hash = createHash('sha256').update(`${process.platform} ${process.arch}`)
  for (const name of INPUTS) hash.update(`\0${name}\0${textOf(join(root, name)) ?? ''}`)
  return hash.digest('hex')
}

function install() {
  console.error('Installing packages (about half a minute)...')
  // `npm ci` deletes the Node that runs this file when it is the bundled one, and its install
  // scripts need a Node that stays; so npm gets the PATH without the project's own programs.
  const path = (process.env.PATH ?? '').split(delimiter)
  const outside = path.filter((folder) => !/[\\/]node_modules[\\/]\.bin[\\/]?$/.test(folder))
  const flags = ['--include=dev', '--include=optional', '--loglevel=error']
  const npm = spawnSync('npm', ['ci', ...flags], {
    cwd: root,
    encoding: 'utf8',
    env: { ...process.env, PATH: outside.join(delimiter) },
    shell: process.platform === 'win32',
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  if (npm.status === 0) return
  const output = `${npm.stdout ?? ''}${npm.stderr ?? ''}`.trim()
  const tail = output.split('\n').slice(-OUTPUT_LINES_MAX).join('\n')
  fail(`${tail}\n\nInstalling the packages failed. ${advice(npm.error?.code ?? '', output)}`)
}

function advice(spawnCode, output) {
  if (spawnCode === 'ENOENT') return 'There is no npm on the PATH: install Node.js with npm.'
  if (/ENOTFOUND|EAI_AGAIN|ETIMEDOUT|ECONNRE|ENETUNREACH|network/.test(output)) {
    return 'The npm registry did not answer: check the network or proxy, then run this again.'
  }
  if (/EUSAGE/.test(output)) {
    return 'package.json and package-lock.json disagree: run `npm install` and commit both.'
  }
  if (/EACCES|EPERM/.test(output)) {
    return 'A file in node_modules belongs to someone else: remove that folder and run this again.'
  }
  if (/ENOSPC/.test(output)) return 'The disk is full: the packages need about 1 GB.'
  return 'Run `npm ci` by hand to see all of its output.'
}

/** Whether someone's own `npm ci` or `npm install` has left exactly what the lockfile says. */
function installedByHand() {
  const manifest = jsonOf(join(root, 'package.json'))
  const locked = jsonOf(join(root, 'package-lock.json'))?.packages
  const installed = jsonOf(join(modules, '.package-lock.json'))?.packages
  if (!manifest || !locked || !installed) return false
  const wants = ['dependencies', 'devDependencies', 'optionalDependencies']
  if (wants.some((kind) => !sameMap(manifest[kind], locked['']?.[kind]))) return false
  const fits = Object.entries(installed).every(
    ([path, { version, os, cpu }]) =>
      locked[path]?.version === version &&
      existsSync(join(root, path)) &&
      allows(os, process.platform) &&
      allows(cpu, process.arch),
  )
  const missing = Object.entries(locked).some(
    ([path, { optional, devOptional, peer }]) =>
      path !== '' && !optional && !devOptional && !peer && !Object.hasOwn(installed, path),
  )
  return fits && !missing
}

function sameMap(left = {}, right = {}) {
  const sorted = (map) => JSON.stringify(Object.entries(map).sort())
  return sorted(left) === sorted(right)
}

function allows(list, own) {
  if (list === undefined) return true
  const names = [list].flat()
  const refused = names.filter((name) => name.startsWith('!'))
  if (refused.length > 0) return !refused.includes(`!${own}`)
  return names.includes(own)
}

function refuseOldNode() {
  if (Number(process.versions.node.split('.')[0]) >= NODE_MAJOR_MIN) return
  fail(`Node.js ${process.versions.node} is too old: version ${NODE_MAJOR_MIN} or newer installs.`)
}

/** The scripts after this one are TypeScript; the Node that comes with the packages runs it. */
function refuseMissingNode() {
  if (existsSync(join(modules, '.bin', 'node')) || process.features.typescript) return
  const machine = `${process.platform} ${process.arch}`
  fail(`No Node.js is bundled for ${machine}: install version 22.18 or newer and run this again.`)
}

function textOf(path) {
  return existsSync(path) ? readFileSync(path, 'utf8') : undefined
}

function jsonOf(path) {
  try {
    return JSON.parse(readFileSync(path, 'utf8'))
  } catch {
    return undefined
  }
}

function fail(message) {
  console.error(message)
  process.exit(1)
}
