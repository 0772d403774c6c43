import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The version of the package that `folder` belongs to: that of the nearest package.json above, wherever the build has
 * put its files.
 */
export function versionOf(folder: string): string {
  const manifest = join(folder, 'package.json')
  if (existsSync(manifest)) return (JSON.parse(readFileSync(manifest, 'utf8')) as { version: string }).version
  const parent = dirname(folder)
  return parent === folder ? 'unknown' : versionOf(parent)
}
