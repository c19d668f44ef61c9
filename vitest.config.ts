// Four worlds of tests: `node` (fast, beside the code), `workers` (the Worker's code in workerd),
// `stack` (the public door of the whole local stack) and `e2e` (a browser against it).
// scripts/test.ts runs them in that order.
import { cloudflareTest } from '@cloudflare/vitest-plugin'
import { defineConfig } from 'vitest/config'
import { BaseSequencer, type TestSpecification } from 'vitest/node'

const IN_WORKERD = '**/*.workerd.test.ts'
const OVER_STACK = 'worker/**/*.stack.test.ts'

// Bounds are for hangs; how fast a machine is proves nothing.
const HANG_MS = 120_000
const BROWSER_HANG_MS = 300_000
const bounds = (ms: number) => ({
  testTimeout: ms,
  hookTimeout: ms,
  expect: { poll: { timeout: ms / 4, interval: 100 } },
})

/** The longest begin first: else they end last, and alone. */
class LongestFirst extends BaseSequencer {
  override async sort(files: TestSpecification[]): Promise<TestSpecification[]> {
    const sorted = await super.sort(files)
    const rank = ({ project, moduleId }: TestSpecification): number => {
      const order = LONG[project.name] ?? ANY
      return order.findIndex((place) => place.test(moduleId))
    }
    return sorted.sort((a, b) => rank(a) - rank(b))
  }
}
const ANY = [/./]
const LONG: Record<string, RegExp[]> = {
  node: [/\/sim\//, /\/worker\/test\/faults\//, ...ANY],
  e2e: [/\/states\.test\.ts$/, ...ANY],
}

export default defineConfig({
  test: {
    sequence: { sequencer: LongestFirst },
    // By itself vitest leaves a core idle, which on a machine of two is half of it.
    maxWorkers: '100%',
    projects: [
      {
        test: {
          name: 'node',
          include: ['{shared,worker,local,scripts,remix-app,sim,bench}/**/*.test.{ts,tsx}'],
          exclude: ['**/node_modules/**', IN_WORKERD, OVER_STACK],
          ...bounds(HANG_MS),
        },
      },
      {
        plugins: [cloudflareTest({ wrangler: { configPath: './wrangler.toml' } })],
        test: {
          name: 'workers',
          include: [IN_WORKERD],
          exclude: ['**/node_modules/**'],
          ...bounds(HANG_MS),
        },
      },
      {
        test: {
          name: 'stack',
          include: [OVER_STACK],
          globalSetup: ['worker/test/door/global-setup.ts'],
          fileParallelism: false,
          ...bounds(HANG_MS),
        },
      },
      {
        test: {
          name: 'e2e',
          include: ['e2e/**/*.test.ts'],
          // Each has a stack of its own; while one waits for its pages, another one works.
          maxWorkers: 2,
          ...bounds(BROWSER_HANG_MS),
          // A whole browser on a busy machine; scripts/test.ts names what needed it.
          retry: 1,
        },
      },
    ],
  },
})
