import { execFile } from 'node:child_process'
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { promisify } from 'node:util'

/** Packs a folder as npm publishes it. @returns the path of the package */
export async function packFolder(folder, destination) {
  mkdirSync(destination, { recursive: true })
  nameRepository(folder, process.env)
  const args = ['pack', '--json', '--pack-destination', resolve(destination)]
  const { stdout } = await promisify(execFile)('npm', args, { cwd: folder })
  return join(resolve(destination), JSON.parse(stdout)[0].filename)
}

/** In CI, a package says which repository it is of: npm takes no provenance of one that does not. */
function nameRepository(folder, { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository }) {
  if (!server || !repository) return
  const file = join(folder, 'package.json')
  const manifest = JSON.parse(readFileSync(file, 'utf8'))
  manifest.repository = { type: 'git', url: `git+${server}/${repository}.git` }
  writeFileSync(file, `${JSON.stringify(manifest, undefined, 2)}\n`)
}
