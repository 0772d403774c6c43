import { closeSync, openSync, rmSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { tieToParent } from './child-process-group.js'
import { repositoryRoot } from './repository.js'

/** Makes the event loops of programs stand still that were started with `env`; nothing in them knows of it. */
export interface EventLoopBlock {
  readonly env: { readonly NODE_OPTIONS: string }
  /** At once; the program says `test:blocked` on stdout when it stands. */
  block(pid: number): void
  /** Whoever is blocked goes on. */
  release(): void
  remove(): Promise<void>
}

export async function createEventLoopBlock(): Promise<EventLoopBlock> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-block-'))
  const letGo = tieToParent({ folder })
  const file = join(folder, 'stand-still')
  const module = pathToFileURL(join(repositoryRoot, 'test/dist/stack/block-on-signal.js'))
  module.searchParams.set('while', file)
  return {
    env: { NODE_OPTIONS: `--import=${module.href}` },
    block: (pid) => {
      closeSync(openSync(file, 'w'))
      process.kill(pid, 'SIGUSR2')
    },
    release: () => rmSync(file, { force: true }),
    remove: async () => {
      await rm(folder, { recursive: true, force: true })
      letGo()
    },
  }
}
