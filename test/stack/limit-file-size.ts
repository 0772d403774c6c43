import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'

interface Command {
  readonly command: string
  readonly args: readonly string[]
}

/** POSIX's `ulimit -f` counts blocks of so many bytes; a shell that counts in twice as many leaves more room. */
const BLOCK_BYTES = 512

/** The signal would end the server; ignored, its writes fail as on a full disk (EFBIG in place of ENOSPC). */
const LIMITED = `trap '' XFSZ
ulimit -f "$1" || exit 1
shift
exec "$@"`

/** The same command on a disk that is full once a file is larger by `roomBytes` than the largest in `folder` is now. */
export async function limitFileSize(
  { command, args }: Command,
  folder: string,
  roomBytes: number,
): Promise<Command> {
  const blocks = Math.ceil(((await largestFileBytes(folder)) + roomBytes) / BLOCK_BYTES)
  return { command: '/bin/sh', args: ['-c', LIMITED, 'limited', `${blocks}`, command, ...args] }
}

async function largestFileBytes(folder: string): Promise<number> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const sizes = entries
    .filter((entry) => entry.isFile())
    .map(async (entry) => (await stat(join(entry.parentPath, entry.name))).size)
  return Math.max(0, ...(await Promise.all(sizes)))
}
