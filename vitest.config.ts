import { defineConfig } from 'vitest/config'

/** `@disparo/source` makes tests run on the sources of the other packages, not on their last build. */
const conditions = ['@disparo/source', 'node']

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    exclude: ['**/dist/**', '**/node_modules/**'],
    globalSetup: ['test/stack/global-redis.ts'],
    reporters: ['default', './test/stack/closing-reporter.ts'],
    // Most of them wait: for a limit's window, a pause, another program. More of them than processors do no harm.
    maxWorkers: 3,
    testTimeout: 20_000,
    hookTimeout: 60_000,
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{packages,apps}/*/src/**/*.test.ts',
            'test/{bench,chaos,contract,demo,docker,fuzz,stack}/**/*.test.ts',
          ],
          sequence: { groupOrder: 0 },
        },
      },
      {
        // Each starts processes of its own and watches the clock of a limit: one after the other, when all else is done.
        extends: true,
        test: {
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          sequence: { groupOrder: 1 },
          fileParallelism: false,
        },
      },
    ],
  },
})
