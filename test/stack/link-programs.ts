import { readdir, stat } from 'node:fs/promises'
import { basename, dirname, join, sep } from 'node:path'
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
  if (await areLinked()) return
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

/** Nothing was built or installed since they were linked. */
async function areLinked(): Promise<boolean> {
  const linked = linkable.map((entry) => join(repositoryRoot, linkedEntry(entry)))
  const oldest = Math.min(...(await Promise.all(linked.map(changedAt))))
  const sources = [join(repositoryRoot, 'node_modules/.disparo-setup')]
  for (const rooms of ['apps', 'packages']) {
    for (const room of await readdir(join(repositoryRoot, rooms))) {
      const dist = join(repositoryRoot, rooms, room, 'dist')
      const files = await readdir(dist, { recursive: true }).catch(() => [])
      const built = files.filter((file) => file.endsWith('.js') && !file.startsWith(`linked${sep}`))
      sources.push(...built.map((file) => join(dist, file)))
    }
  }
  return Math.max(...(await Promise.all(sources.map(changedAt)))) < oldest
}

/** In epoch ms; 0 where there is none. */
async function changedAt(path: string): Promise<number> {
  return stat(path).then(
    ({ mtimeMs }) => mtimeMs,
    () => 0,
  )
}
