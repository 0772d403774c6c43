import { randomUUID } from 'node:crypto'
import { chmod, lstat, mkdir, realpath, rename, rm, stat, writeFile } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'

export interface NewFile {
  readonly path: string
  readonly text: string
  /** Whether nobody but its owner may read it. */
  readonly isSecret: boolean
}

const secretMode = 0o600
const openMode = 0o644

/** Those of the files that are there already. */
export async function existingOf(paths: readonly string[]): Promise<string[]> {
  const there = await Promise.all(
    paths.map((path) =>
      lstat(path).then(
        () => true,
        (error: NodeJS.ErrnoException) => {
          if (error.code === 'ENOENT' || error.code === 'ENOTDIR') return false
          throw error
        },
      ),
    ),
  )
  return paths.filter((_, index) => there[index])
}

/** Writes files that are not there; `isForced`: or puts them in the place of those that are. */
export async function writeFiles(files: readonly NewFile[], isForced: boolean): Promise<void> {
  for (const { path, text, isSecret } of files) {
    await mkdir(dirname(path), { recursive: true })
    const mode = isSecret ? secretMode : openMode
    if (isForced) await replaceFile(path, text, mode)
    else await writeFile(path, text, { flag: 'wx', mode })
  }
}

/**
 * Puts a text in the place of a file's, all or nothing: who reads it meanwhile reads the former one.
 * @param mode default: that of the file, or for its owner alone where there is none
 */
export async function replaceFile(path: string, text: string, mode?: number): Promise<void> {
  const target = await realpath(path).catch(() => path)
  const former = await stat(target).catch(() => undefined)
  const beside = join(dirname(target), `.${basename(target)}.${randomUUID()}`)
  try {
    await writeFile(beside, text, { flag: 'wx', mode: secretMode })
    await chmod(beside, mode ?? (former ? former.mode & 0o777 : secretMode))
    await rename(beside, target)
  } catch (error) {
    await rm(beside, { force: true })
    throw error
  }
}
