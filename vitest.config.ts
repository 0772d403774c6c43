import { defineConfig } from 'vitest/config'

/** `@disparo/source` makes tests run on the sources of the other packages, not on their last build. */
const conditions = ['@disparo/source', 'node', 'module']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    include: ['{packages,apps}/*/src/**/*.test.ts', 'test/**/*.test.ts'],
    exclude: ['**/dist/**', '**/node_modules/**'],
    globalSetup: ['test/stack/global-redis.ts'],
    testTimeout: 20_000,
    hookTimeout: 60_000,
  },
})
