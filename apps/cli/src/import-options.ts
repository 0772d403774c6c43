import type { Lane } from '@disparo/api'

/** What is said of an import on the command line. */
export interface ImportOptions {
  readonly format?: string
  readonly encoding?: string | undefined
  readonly name?: string
  readonly canary?: string
  readonly maxPerMinute?: string
  readonly sheet?: string | undefined
  /** How the columns of a table are read. */
  readonly template?: string
  readonly namespace?: string
  readonly map?: readonly string[]
  readonly ignoreColumns?: boolean
  readonly dryRun?: boolean
  /** Whose number a few rows go to, in place of the import; how many of the first, or which. */
  readonly testTo?: string
  readonly rows?: string
  readonly row?: readonly string[]
  /** What a check said of the file's bytes. */
  readonly sha256?: string
  readonly strict?: boolean
  readonly key?: string
  readonly into?: string
  readonly replace?: boolean
  readonly unique?: 'to'
  readonly new?: boolean
  readonly lane?: Lane
  readonly sendAt?: string
  readonly expiresAt?: string
  readonly wait?: boolean
  readonly waitTimeout?: string
  readonly json?: boolean
}
