import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { existsSync, mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import process from 'node:process'

/**
 * What `packageManager` of package.json pins, in Corepack's form: `pnpm@<version>+sha512.<hex>`.
 *
 * @param {string} packageManager
 * @returns {{ version: string, integrity: string }} the latter as lockfiles of npm write it
 */
export function readPin(packageManager) {
  const [, version, hex] = /^pnpm@(\d+\.\d+\.\d+)\+sha512\.([0-9a-f]{128})$/.exec(packageManager) ?? []
  if (version === undefined || hex === undefined) {
    throw new Error(
      'packageManager in package.json must pin pnpm by version and hash: pnpm@1.2.3+sha512.<hex>',
    )
  }
  return { version, integrity: `sha512-${Buffer.from(hex, 'hex').toString('base64')}` }
}

/**
 * The path of the pinned pnpm, which npm fetches once, from whatever registry it is set up for: what has another hash is
 * refused, whoever serves it.
 *
 * @param {{ version: string, integrity: string }} pin
 * @param {string} cache the folder in which it is kept
 * @returns {Promise<string>}
 */
export async function fetchPnpm({ version, integrity }, cache) {
  const name = `${version}-${Buffer.from(integrity.slice('sha512-'.length), 'base64').toString('hex', 0, 8)}`
  const program = join(cache, name, 'node_modules', 'pnpm', 'bin', 'pnpm.cjs')
  if (existsSync(program)) return program
  mkdirSync(cache, { recursive: true })
  const folder = mkdtempSync(join(cache, 'fetching-'))
  try {
    writeLockfile(folder, version, integrity)
    await install(folder, version)
    // Whoever was quicker has fetched the same.
    if (!existsSync(program)) renameSync(folder, join(cache, name))
  } finally {
    rmSync(folder, { recursive: true, force: true })
  }
  return program
}

/** npm ci takes nothing that the lockfile does not name, and checks the hash of that. */
function writeLockfile(folder, version, integrity) {
  const own = { name: 'pinned-pnpm', private: true, dependencies: { pnpm: version } }
  const packages = { '': own, 'node_modules/pnpm': { version, integrity } }
  const lock = { name: own.name, lockfileVersion: 3, requires: true, packages }
  writeFileSync(join(folder, 'package.json'), JSON.stringify(own))
  writeFileSync(join(folder, 'package-lock.json'), JSON.stringify(lock))
}

async function install(folder, version) {
  const args = ['ci', '--prefix', folder, '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error']
  const child = spawn('npm', args, {
    cwd: folder,
    stdio: ['ignore', 'pipe', 'pipe'],
    shell: process.platform === 'win32',
  })
  const output = []
  child.stdout.on('data', (chunk) => output.push(chunk))
  child.stderr.on('data', (chunk) => output.push(chunk))
  const [code] = await once(child, 'close')
  if (code === 0) return
  const said = Buffer.concat(output).toString().trim()
  const why = said.includes('EINTEGRITY') ? 'it is not what package.json pins' : 'npm says why'
  throw new Error(`pnpm ${version} cannot be installed: ${why}.\n${said}`)
}
