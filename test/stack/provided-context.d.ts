import 'vitest'

declare module 'vitest' {
  export interface ProvidedContext {
    /** The Redis of this test run: `inject('redisUrl')`. Shared by all files, so use account names of your own. */
    readonly redisUrl: string
    /**
     * A database of its own on the same server, for whole programs: they say whom they serve, and a library that finds such a list
     * refuses accounts that are not in it.
     */
    readonly programsRedisUrl: string
    /** The packed library, in the tests of `npm run test:pack`. */
    readonly libraryPackage: string
    /** The packed command line, in the same tests. */
    readonly cliPackage: string
  }
}
