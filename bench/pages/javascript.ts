// The JavaScript that a page runs before anybody touches it: every module that its entry, the root
// and its routes import, as gzip sends it. What is imported on use or when idle doesn't count.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { gzipSync } from 'node:zlib'

export interface Weight {
  readonly files: readonly { readonly name: string; readonly bytes: number }[]
  readonly bytes: number
}

interface Part {
  readonly module: string
  readonly imports?: readonly string[]
}
interface Manifest {
  readonly entry: Part
  readonly routes: Readonly<Record<string, Part>>
}

/** `client`: what browsers get of a build. */
export function weighPage(client: string, routes: readonly string[]): Weight {
  const assets = join(client, 'assets')
  const { entry, routes: known } = manifestIn(assets)
  const parts = [entry, ...routes.map((id) => known[id])]
  const waiting = parts.flatMap((part) => {
    if (!part) throw new Error(`no such route: ${routes.join(', ')}`)
    return [part.module, ...(part.imports ?? [])]
  })
  const bytes = new Map<string, number>()
  for (let path = waiting.pop(); path !== undefined; path = waiting.pop()) {
    const name = path.split('/').at(-1) ?? ''
    if (bytes.has(name)) continue
    const code = readFileSync(join(assets, name), 'utf8')
    bytes.set(name, gzipSync(code, { level: 9 }).length)
    waiting.push(...importsOf(code))
  }
  const files = [...bytes].map(([name, bytes]) => ({ name, bytes }))
  files.sort((a, b) => b.bytes - a.bytes)
  return { files, bytes: files.reduce((sum, { bytes }) => sum + bytes, 0) }
}

/** The browser gets the part of it that a page needs inside the document. */
function manifestIn(assets: string): Manifest {
  const name = readdirSync(assets).find((file) => /^manifest-.*\.js$/.test(file))
  if (!name) throw new Error(`nothing is built in ${assets}`)
  const code = readFileSync(join(assets, name), 'utf8')
  return JSON.parse(code.slice(code.indexOf('{'), code.lastIndexOf('}') + 1)) as Manifest
}

/** Of what a bundler wrote: `import{a}from"./b.js"`, `import"./b.js"`; but not `import("./b")`. */
const importsOf = (code: string): string[] =>
  [...code.matchAll(/\b(?:from|import)\s*"(\.\/[^"]+\.js)"/g)].map(([, path = '']) => path)
