import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { findOnPath, findRedisServer } from './find-redis-server.js'
import { NoRedisError } from './no-redis-error.js'

const run = promisify(execFile)
const PACKAGES = ['redis-server', 'valkey-server'] as const
const INSTALL_DEADLINE_MS = 10 * 60_000

interface InstallDeps {
  readonly path: string
  readonly isRoot: boolean
  readonly say: (line: string) => void
}

/**
 * Installs a Redis server by apt-get (as root, or with a sudo that asks no password) or by brew.
 * @returns the server's path
 * @throws NoRedisError when there is no such way, or it fails
 */
export async function installRedisServer(deps: InstallDeps): Promise<string> {
  const aptGet = await findOnPath('apt-get', deps.path)
  const brew = await findOnPath('brew', deps.path)
  const asRoot = aptGet === undefined ? undefined : await howToBeRoot(deps)

  if (aptGet !== undefined && asRoot !== undefined) await installByApt(asRoot, aptGet, deps)
  else if (brew !== undefined) await installByBrew(brew, deps)
  else throw new NoRedisError('There is no redis-server on the PATH, and no way to install one.')

  // A PATH that has no /usr/bin is rare, but then apt-get puts the server beside it.
  const server = (await findRedisServer(deps.path)) ?? (await findRedisServer('/usr/bin'))
  if (server === undefined) throw new NoRedisError('redis-server was installed but is not on the PATH.')
  return server
}

/** The words to put before a command: none for root, `undefined` when sudo is missing or would ask. */
async function howToBeRoot(deps: InstallDeps): Promise<readonly string[] | undefined> {
  if (deps.isRoot) return []
  const sudo = await findOnPath('sudo', deps.path)
  if (sudo === undefined) return undefined
  return run(sudo, ['-n', 'true']).then(
    () => [sudo, '-n'],
    () => undefined,
  )
}

async function installByApt(asRoot: readonly string[], aptGet: string, deps: InstallDeps): Promise<void> {
  deps.say('Redis is missing: installing it by apt-get (once; takes about a minute)')
  // `env` inside the command line, because sudo drops the environment it is given.
  const apt = [...asRoot, 'env', 'DEBIAN_FRONTEND=noninteractive', aptGet, '-q', '-y']
  // A stale mirror in the list must not stop us: what matters is whether the install works.
  await command([...apt, 'update']).catch(() => undefined)
  let failure: unknown
  for (const name of PACKAGES) {
    try {
      await command([...apt, 'install', '--no-install-recommends', name])
      return
    } catch (error) {
      failure ??= error
    }
  }
  throw new NoRedisError('apt-get could not install redis-server.', { cause: failure })
}

async function installByBrew(brew: string, deps: InstallDeps): Promise<void> {
  deps.say('Redis is missing: installing it by brew (once; takes about a minute)')
  await command(['env', 'HOMEBREW_NO_AUTO_UPDATE=1', brew, 'install', 'redis']).catch((cause: unknown) => {
    throw new NoRedisError('brew could not install redis.', { cause })
  })
}

async function command([file, ...args]: readonly string[]): Promise<void> {
  await run(file ?? 'false', args, { timeout: INSTALL_DEADLINE_MS, maxBuffer: 64 * 1024 * 1024 })
}
