// Three worlds of tests: `node` (fast, beside the code), `workers` (the real Worker inside workerd)
// and `e2e` (a browser against the whole local stack). scripts/test.ts runs them in that order.
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'

const IN_WORKERD = '**/*.workerd.test.ts'
const BROWSER_TIMEOUT_MS = 60_000

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{shared,worker,local,scripts,remix-app,sim,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', IN_WORKERD],
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: { name: 'workers', include: [IN_WORKERD], exclude: ['**/node_modules/**'] },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          testTimeout: BROWSER_TIMEOUT_MS,
          hookTimeout: BROWSER_TIMEOUT_MS,
        },
      },
    ],
  },
})
