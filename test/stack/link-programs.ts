import { basename, dirname, join } from 'node:path'
import { rolldown } from 'rolldown'
import { linkable, linkedEntry } from './program-args.js'
import { repositoryRoot } from './repository.js'

/** They look for files beside their own. */
const external = /^@bull-board\/|^@fastify\/(?:swagger-ui|static)/

/**
 * Makes one file of each program and its 1,300 modules, from the build: a start takes half the CPU time, and most of what
 * the e2e tests compute is starts.
 */
export async function linkPrograms(): Promise<void> {
  for (const entry of linkable) {
    const linked = join(repositoryRoot, linkedEntry(entry))
    const bundle = await rolldown({
      input: join(repositoryRoot, entry),
      platform: 'node',
      external,
      logLevel: 'silent',
    })
    await bundle.write({ dir: dirname(linked), entryFileNames: basename(linked), format: 'esm' })
    await bundle.close()
  }
}
