import { constants } from 'node:fs'
import { access } from 'node:fs/promises'
import { delimiter, join } from 'node:path'

const SERVERS = ['redis-server', 'valkey-server'] as const

/** The full path of an executable on `path`, or `undefined`. */
export async function findOnPath(name: string, path: string): Promise<string | undefined> {
  for (const folder of path.split(delimiter)) {
    if (folder === '') continue
    const file = join(folder, name)
    const executable = await access(file, constants.X_OK).then(
      () => true,
      () => false,
    )
    if (executable) return file
  }
  return undefined
}

/** Redis first, then its fork Valkey: both speak what BullMQ needs. */
export async function findRedisServer(path: string): Promise<string | undefined> {
  for (const name of SERVERS) {
    const file = await findOnPath(name, path)
    if (file !== undefined) return file
  }
  return undefined
}
