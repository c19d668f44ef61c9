// Builds /sw.js beside the pages: it names their files, so it is made after them.
import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { build } from 'vite'
import type { Built } from '../remix-app/sw/built.ts'

const ICONS = ['/favicon.svg', '/favicon.ico', '/icon-192.png', '/manifest.webmanifest']
/** Only of use with a connection, and many times the size of everything else. */
const SDK = /googleapis\.com/
const STYLES = /^\/assets\/tailwind-[\w-]+\.css$/

/** `client`: the folder of the built static files. */
export function builtOf(client: string): Built {
  const names = readdirSync(join(client, 'assets')).sort()
  const textOf = (name: string) => readFileSync(join(client, 'assets', name), 'utf8')
  const all = names.filter((name) => !name.endsWith('.js') || !SDK.test(textOf(name)))
  const assets = [...all.map((name) => `/assets/${name}`), ...ICONS]
  const styles = assets.find((path) => STYLES.test(path))
  const manifest = names.find((name) => name.startsWith('manifest-'))
  if (!styles || !manifest) throw new Error(`no styles or no list of routes in ${client}`)
  const { version, routes } = routesIn(textOf(manifest))
  const facts = { assets, styles, routes: { version, all: routes } }
  const hash = createHash('sha256').update(JSON.stringify(facts)).digest('hex')
  return { version: hash.slice(0, 12), ...facts }
}

/** The file assigns one JSON value to `window.__remixManifest`. */
function routesIn(script: string): { version: string; routes: object } {
  const json = script.slice(script.indexOf('=') + 1, script.lastIndexOf('}') + 1)
  return JSON.parse(json)
}

export async function buildServiceWorker(root: string, client: string): Promise<void> {
  await build({
    root,
    configFile: false,
    publicDir: false,
    logLevel: 'error',
    define: { BUILT: JSON.stringify(builtOf(client)) },
    build: {
      outDir: client,
      emptyOutDir: false,
      target: 'es2022',
      rollupOptions: {
        input: join(root, 'remix-app/sw/sw.ts'),
        output: { format: 'iife', entryFileNames: 'sw.js' },
      },
    },
  })
}
