// Which folder may import what. The first zone whose pattern fits a file is its zone; a file
// without one is refused, so that a new folder gets its line here. Proofs may import anything, and
// nothing of the product may import them.

export interface Zone {
  readonly name: string
  readonly files: RegExp
  /** Zones; `types:` in front allows type imports only. The own zone is always allowed. */
  readonly zones: readonly string[]
  /** Packages; a `*` at the end stands for anything, `dependencies` for any package there is. */
  readonly packages: readonly string[]
}

const SDKS = ['stripe', '@upstash/*', 'firebase-rest-firestore', 'jose']
const PAGE_PACKAGES = [
  'react',
  'react-dom',
  'react-dom/*',
  '@remix-run/react',
  '@remix-run/cloudflare',
]
const TO_BUILD_PAGES = ['vite', '@tailwindcss/vite', '@remix-run/dev', '@remix-run/fs-routes']
const NODE_AND_NPM = ['node:*', 'dependencies']

export const ZONES: readonly Zone[] = [
  {
    name: 'proof',
    files: /\.test\.tsx?$|^worker\/test\/|^(?:e2e|sim|bench)\//,
    zones: [],
    packages: [],
  },
  { name: 'remix-build', files: /^remix-app\/build\//, zones: [], packages: [] },
  { name: 'shared', files: /^shared\//, zones: [], packages: ['zod'] },
  { name: 'domain', files: /^worker\/domain\//, zones: ['shared'], packages: [] },
  {
    name: 'ports',
    files: /^worker\/ports(?:-(?:books|console|payments|people|stats))?\.ts$/,
    zones: ['types:domain', 'types:shared'],
    packages: [],
  },
  {
    name: 'use-cases',
    files: /^worker\/use-cases\//,
    zones: ['domain', 'ports', 'shared'],
    packages: [],
  },
  {
    name: 'adapters',
    files: /^worker\/adapters\//,
    zones: ['types:ports', 'types:domain', 'types:env', 'shared'],
    packages: [...SDKS, 'zod', 'node:crypto'],
  },
  {
    name: 'http',
    files: /^worker\/http\//,
    zones: ['use-cases', 'types:ports', 'types:domain', 'env', 'shared'],
    packages: ['hono', 'hono/*', 'zod'],
  },
  {
    name: 'jobs',
    files: /^worker\/jobs\//,
    zones: ['use-cases', 'types:ports', 'shared'],
    packages: ['zod'],
  },
  {
    name: 'services',
    files: /^worker\/services\.ts$/,
    zones: ['adapters', 'types:ports', 'types:env'],
    // The ledger's hash is handed in from here, synchronous, so that the domain never waits.
    packages: ['node:crypto'],
  },
  { name: 'env', files: /^worker\/env\.ts$/, zones: ['shared'], packages: ['zod'] },
  {
    name: 'doors',
    files: /^worker\/index\.ts$/,
    zones: ['env', 'http', 'jobs', 'services', 'types:ports', 'log', 'remix-build'],
    packages: ['cloudflare:workers', '@remix-run/cloudflare'],
  },
  { name: 'worker types', files: /^worker\/[\w-]+\.d\.ts$/, zones: [], packages: [] },
  {
    name: 'remix-app config',
    files: /^remix-app\/(?:vite\.config|routes)\.ts$/,
    zones: [],
    packages: TO_BUILD_PAGES,
  },
  {
    name: 'remix-app',
    files: /^remix-app\//,
    zones: ['shared'],
    packages: [...PAGE_PACKAGES, '@fontsource-variable/*', 'firebase/*', 'idb-keyval', 'isbot'],
  },
  { name: 'local', files: /^local\//, zones: ['shared', 'command-line'], packages: NODE_AND_NPM },
  {
    name: 'scripts',
    files: /^scripts\//,
    // `npm run admin` signs in as a service account the way the Worker does; `npm run reconcile`
    // reads the books as it does.
    zones: [
      ...['local', 'shared', 'google-auth', 'types:remix-app'],
      ...['services', 'reconcile-all', 'types:ports', 'types:domain'],
    ],
    packages: NODE_AND_NPM,
  },
  { name: 'root', files: /^[\w.-]+$/, zones: [], packages: NODE_AND_NPM },
]

/** Single files of a closed zone that one more zone may use, under a name of their own. */
export const OPENED: Readonly<Record<string, string>> = {
  'worker/adapters/log.ts': 'log',
  'worker/adapters/google-auth.ts': 'google-auth',
  'worker/use-cases/reconcile-all.ts': 'reconcile-all',
  'scripts/command-line.ts': 'command-line',
}
