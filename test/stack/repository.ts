import { existsSync } from 'node:fs'
import { dirname, join } from 'node:path'

/** The checkout's root, seen from the source (test/stack) as well as from the build (test/dist/stack). */
export const repositoryRoot = rootAbove(import.meta.dirname)

function rootAbove(folder: string): string {
  if (existsSync(join(folder, 'pnpm-workspace.yaml'))) return folder
  const parent = dirname(folder)
  if (parent === folder) throw new Error('pnpm-workspace.yaml is in none of the folders above test/stack')
  return rootAbove(parent)
}
