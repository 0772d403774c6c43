import { basename, dirname, join, resolve } from 'node:path'
import { readStackConfig } from './config.js'
import { repositoryRoot } from './repository.js'

/** What tests start most. */
export const linkable: readonly string[] = ['cli', 'producer', 'sandbox', 'worker'].map(
  (app) => `apps/${app}/dist/main.js`,
)

/** Where `linkPrograms` puts a program; what the program needs beside it is found from there, too. */
export function linkedEntry(entry: string): string {
  return join(dirname(entry), 'linked', basename(entry))
}

/**
 * What Node.js is started with for a program, which is named from the repository's root.
 * @param asBuilt - never linked, because what it loads is the point
 */
export function programArgs(entry: string, { asBuilt = false } = {}): string[] {
  const isLinked = readStackConfig().STACK_LINKED !== undefined && linkable.includes(entry)
  if (isLinked && !asBuilt) return [join(repositoryRoot, linkedEntry(entry))]
  return ['--enable-source-maps', resolve(repositoryRoot, entry)]
}
