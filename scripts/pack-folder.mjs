import { execFile } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Packs a folder as npm publishes it. @returns the path of the package */
export async function packFolder(folder, destination) {
  mkdirSync(destination, { recursive: true })
  const args = ['pack', '--json', '--pack-destination', resolve(destination)]
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder })
  return join(resolve(destination), JSON.parse(stdout)[0].filename)
}
