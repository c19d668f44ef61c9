// Builds the pages from the repository root; the Worker imports build/server and serves
// build/client as static assets. Vite's `root` stays the repository: Remix resolves against it.
import { vitePlugin as remix } from '@remix-run/dev'
import tailwindcss from '@tailwindcss/vite'
import { defineConfig } from 'vite'

declare module '@remix-run/server-runtime' {
  interface Future {
    v3_singleFetch: true
  }
}

export default defineConfig(({ command }) => ({
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
  build: { assetsInlineLimit: 0, chunkSizeWarningLimit: 300 },
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
