import type { Lane } from '@disparo/api'

/** What is said of an import on the command line. */
export interface ImportOptions {
  readonly format?: string
  readonly encoding?: string | undefined
  readonly name?: string
  readonly sheet?: string | undefined
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
  readonly json?: boolean
}
