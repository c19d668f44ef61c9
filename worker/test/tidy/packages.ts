// Rules: two installs of one commit are the same, wherever they happen.
import type { Rule } from './source.ts'

const EXACT = /^\d+\.\d+\.\d+(?:-[\w.]+)?$/
const KINDS = ['dependencies', 'devDependencies', 'optionalDependencies'] as const

type Manifest = Partial<Record<(typeof KINDS)[number], Record<string, string>>>

export const versionsAreExact: Rule = ({ path, text }) => {
  if (path !== 'package.json') return []
  const manifest = JSON.parse(text) as Manifest
  const lines = text.split('\n')
  return KINDS.flatMap((kind) => Object.entries(manifest[kind] ?? {}))
    .filter(([, version]) => !EXACT.test(version))
    .map(([name, version]) => ({
      path,
      line: lines.findIndex((line) => line.includes(`"${name}": "${version}"`)) + 1,
      says: `${name} ${version} is a range: write the one version that is installed`,
    }))
}

const NPMRC = ['omit-lockfile-registry-resolved=true', 'save-exact=true']

export const npmIsToldSo: Rule = ({ path, text }) => {
  if (path !== '.npmrc') return []
  const lines = text.split('\n').map((line) => line.trim())
  const missing = NPMRC.filter((setting) => !lines.includes(setting))
  const odd = lines.filter((line) =>
    /^(?:.*registry|ignore-scripts)\s*=\s*(?!true$)|^ignore-scripts/.test(line),
  )
  return [
    ...missing.map((setting) => ({ path, line: 1, says: `${setting} is missing` })),
    ...odd.map((line) => ({ path, line: lines.indexOf(line) + 1, says: `${line} is not for all` })),
  ]
}

export const lockNamesNoAddress: Rule = ({ path, text }) => {
  if (path !== 'package-lock.json') return []
  const first = text.split('\n').findIndex((line) => /"resolved": "https?:/.test(line))
  if (first < 0) return []
  return [
    { path, line: first + 1, says: 'a download address: see omit-lockfile-registry-resolved' },
  ]
}
