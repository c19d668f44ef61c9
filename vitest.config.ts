import { defineConfig } from 'vitest/config'

export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'node',
          include: ['{shared,worker,local,scripts,remix-app}/**/*.test.ts'],
          exclude: ['**/node_modules/**', '**/*.workerd.test.ts'],
        },
      },
    ],
  },
})
