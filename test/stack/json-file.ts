import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { tieToParent } from './child-process-group.js'

export interface JsonFile {
  readonly path: string
  remove(): Promise<void>
}

/** Writes a value into a file in a folder of its own, for this user's eyes. It is removed with this process at the latest. */
export async function writeJsonFile(name: string, value: unknown): Promise<JsonFile> {
  const folder = await mkdtemp(join(tmpdir(), `disparo-${name}-`))
  const letGo = tieToParent({ folder })
  const path = join(folder, `${name}.json`)
  await writeFile(path, JSON.stringify(value, undefined, 2), { mode: 0o600 })
  return {
    path,
    remove: async () => {
      await rm(folder, { recursive: true, force: true })
      letGo()
    },
  }
}
