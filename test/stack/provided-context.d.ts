import 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Redis of this test run: `inject('redisUrl')`. Shared by all files, so use account names of your own. */
    readonly redisUrl: string
  }
}
