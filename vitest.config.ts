import { defineConfig } from 'vitest/config'

/** `@disparo/source` makes tests run on the sources of the other packages, not on their last build. */
const conditions = ['@disparo/source', 'node']

const excluded = ['**/dist/**', '**/node_modules/**']
/** Faults injected at length, and what measures: `npm run test:chaos`. */
const chaos = '{packages,apps,test}/**/*.chaos.test.ts'
/** Tests that start programs start linked ones. */
const linked = ['test/stack/global-linked.ts']
/** They judge how fast something goes, or count time-outs, and so have the machine to themselves. */
const timed = ['test/e2e/{outage,trials}.chaos.test.ts']
const e2e = {
  globalSetup: linked,
  // No test is decided by these: what does not come about within `patience` has failed long before.
  testTimeout: 600_000,
  hookTimeout: 300_000,
  expect: { poll: { timeout: 120_000, interval: 100 } },
}

export default defineConfig({
  resolve: { conditions },
  ssr: { resolve: { conditions } },
  test: {
    exclude: excluded,
    globalSetup: ['test/stack/global-redis.ts'],
    reporters: ['default', './test/stack/summary-reporter.ts'],
    // Most of them wait. More of them than processors do no harm.
    maxWorkers: 3,
    // No test is decided by these: what comes about passes at once, and a busy machine may take its time.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    expect: { poll: { timeout: 90_000 } },
    experimental: { fsModuleCache: true },
    // What is built is loaded as it is.
    server: { deps: { external: [/\/dist\//] } },
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: [
            '{packages,apps}/*/src/**/*.test.ts',
            'test/{bench,chaos,contract,demo,docker,fuzz,screenshots,stack}/**/*.test.ts',
          ],
          exclude: [...excluded, chaos],
          globalSetup: linked,
          sequence: { groupOrder: 0 },
          // Most of their time they wait: for a limit's window, a pause, another program.
          maxWorkers: 5,
          // Loading all modules anew for each file takes longer than its tests: a file leaves nothing behind in its process.
          isolate: false,
        },
      },
      {
        // Each starts processes of its own, whose starts take most of the time.
        extends: true,
        test: {
          ...e2e,
          name: 'e2e',
          include: ['test/e2e/**/*.test.ts'],
          exclude: [...excluded, chaos],
          sequence: { groupOrder: 1 },
        },
      },
      {
        // A browser and a whole stack for each file: `npm run test:browser`.
        extends: true,
        test: {
          ...e2e,
          name: 'browser',
          include: ['test/browser/**/*.test.ts'],
          globalSetup: ['test/browser/global-chromium.ts', ...e2e.globalSetup],
          sequence: { groupOrder: 3 },
          // A page waits for most of its time: for a poll, a pace, a service that is away.
          maxWorkers: 2,
        },
      },
      {
        // The documents: as a site, and what they have one type. `npm run test:site`.
        extends: true,
        test: {
          ...e2e,
          name: 'site',
          include: ['test/site/**/*.test.ts'],
          sequence: { groupOrder: 5 },
        },
      },
      {
        // The library as it is published, in fresh projects: `npm run test:pack`. It needs npm's registry.
        extends: true,
        test: {
          name: 'pack',
          globalSetup: ['test/pack/global-package.ts'],
          include: ['test/pack/**/*.test.ts'],
          sequence: { groupOrder: 4 },
          fileParallelism: false,
          testTimeout: 600_000,
          hookTimeout: 600_000,
        },
      },
      {
        // Every program of docs/quickstarts, in the languages that are installed: `npm run test:quickstarts`.
        extends: true,
        test: {
          ...e2e,
          name: 'quickstarts',
          include: ['test/quickstarts/**/*.test.ts'],
          sequence: { groupOrder: 5 },
        },
      },
      {
        // They kill, stop and starve many programs at once, and wait for most of their time.
        extends: true,
        test: {
          ...e2e,
          name: 'chaos',
          include: [chaos],
          exclude: [...excluded, ...timed],
          sequence: { groupOrder: 2 },
          maxWorkers: 2,
        },
      },
      {
        extends: true,
        test: {
          ...e2e,
          name: 'chaos-alone',
          include: timed,
          sequence: { groupOrder: 4 },
          fileParallelism: false,
        },
      },
    ],
  },
})
