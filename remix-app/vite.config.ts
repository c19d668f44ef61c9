// Builds the pages from the repository root; the Worker imports build/server and serves
// build/client as static assets. Vite's `root` stays the repository: Remix resolves against it.
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig, type Rollup } from 'vite'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

/** The rest is React, its router and Remix: every page needs them, and they change least. */
const OUR_OWN = /^(?!.*\/node_modules\/).*\/(?:remix-app|shared)\//
const OF_EVERY_PAGE = /\/remix-app\/(?:root|entry\.client)\.tsx(?:\?|$)/

const OF_ONE_PAGE = /\/remix-app\/routes\//
/** Few people open it: what its pages need is given to nobody else. */
const OF_CONSOLE = /\/remix-app\/routes\/admin\./
/** Smaller than a file is worth; joined to another small one, that would come along with it. */
const TINY = /\/remix-app\/(?:components\/Moving\.tsx|lib\/(?:sent|lost)\.ts)$/
/** Small files compress badly, and each is a request. */
const CHUNK_BYTES_MIN = 1_200
/** What so many pages need is given to every page. */
const PAGES_MIN = 5

/** One file for what every page needs of our own, and one for what we build on. */
function everyPagesChunk(): Rollup.GetManualChunk {
  let needs: ReturnType<typeof needsOf> | undefined
  return (id, meta) => {
    needs ??= needsOf(meta)
    const [isOwn, isPage] = [OUR_OWN.test(id), OF_EVERY_PAGE.test(id) || OF_ONE_PAGE.test(id)]
    if (isPage) return null
    if (TINY.test(id)) return 'shell'
    if (isOwn && (needs.pages.get(id) ?? 0) >= PAGES_MIN) return 'shell'
    if (!needs.every.has(id)) return null
    return isOwn ? 'shell' : 'runtime'
  }
}

function needsOf({ getModuleIds, getModuleInfo }: Parameters<Rollup.GetManualChunk>[1]) {
  const ids = [...getModuleIds()]
  const every = reachedFrom(
    ids.filter((id) => OF_EVERY_PAGE.test(id)),
    getModuleInfo,
  )
  const pages = new Map<string, number>()
  const isCounted = (id: string) => OF_ONE_PAGE.test(id) && id.includes('?') && !OF_CONSOLE.test(id)
  for (const page of ids.filter(isCounted)) {
    for (const id of reachedFrom([page], getModuleInfo)) pages.set(id, (pages.get(id) ?? 0) + 1)
  }
  return { every, pages }
}

function reachedFrom(
  first: readonly string[],
  getModuleInfo: Rollup.GetModuleInfo,
): ReadonlySet<string> {
  const reached = new Set<string>()
  const waiting = [...first]
  for (let id = waiting.pop(); id !== undefined; id = waiting.pop()) {
    if (reached.has(id)) continue
    reached.add(id)
    waiting.push(...(getModuleInfo(id)?.importedIds ?? []))
  }
  return reached
}

export default defineConfig(({ command, isSsrBuild }) => ({
  publicDir: 'remix-app/public',
  plugins: [
    tailwindcss(),
    remix({
      appDirectory: 'remix-app',
      buildDirectory: 'remix-app/build',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_routeConfig: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
  // The style rules of the page allow no data: stylesheets or scripts.
  build: {
    // Of five years ago: the default's of 2020 would have every `?.` spelled out. Older ones have
    // the pages as they are without scripts.
    target: ['chrome91', 'edge91', 'firefox90', 'safari15'],
    assetsInlineLimit: 0,
    chunkSizeWarningLimit: 300,
    ...(!isSsrBuild && {
      // A twentieth less to send than the default's. Licences stay.
      minify: 'terser' as const,
      terserOptions: {
        ecma: 2020 as const,
        compress: { passes: 2 },
        format: { comments: 'some' as const },
      },
      rollupOptions: {
        output: { manualChunks: everyPagesChunk(), experimentalMinChunkSize: CHUNK_BYTES_MIN },
      },
    }),
  },
  ssr:
    command === 'build'
      ? {
          target: 'webworker',
          noExternal: true,
          // Bundled once, with the Worker's own copy.
          external: ['zod'],
          resolve: { conditions: ['workerd', 'worker', 'browser'] },
        }
      : {},
}))
