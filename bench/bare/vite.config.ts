// Builds the bare page with the wallet's own versions and settings.
import { vitePlugin as remix } from '@remix-run/dev'
import { defineConfig } from 'vite'

export default defineConfig({
  publicDir: false,
  plugins: [
    remix({
      appDirectory: 'bench/bare/app',
      buildDirectory: 'node_modules/.cache/bare-page',
      future: {
        v3_fetcherPersist: true,
        v3_lazyRouteDiscovery: true,
        v3_relativeSplatPath: true,
        v3_singleFetch: true,
        v3_throwAbortReason: true,
      },
    }),
  ],
})
