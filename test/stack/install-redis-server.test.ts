import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findRedisServer } from './find-redis-server.js'
import { installRedisServer } from './install-redis-server.js'

let folder: string
let said: string[]
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disparo-path-'))
  said = []
})
afterEach(() => rm(folder, { recursive: true }))

/** Puts a shell script on the path that writes down how it was called. */
async function program(name: string, script: string): Promise<void> {
  const file = join(folder, name)
  await writeFile(file, `#!/bin/sh\necho "${name} $*" >> "${folder}/calls"\n${script}\n`)
  await chmod(file, 0o755)
}

const calls = async () => (await readFile(join(folder, 'calls'), 'utf8')).trim().split('\n')
const install = (isRoot: boolean) =>
  installRedisServer({ path: folder, isRoot, say: (line) => void said.push(line) })
/** What installs a server when it is told to install the package `name`. */
const installs = (name: string) =>
  `case "$*" in *"install"*"${name}") printf '#!/bin/sh\\n' > "${folder}/${name}"; chmod +x "${folder}/${name}" ;; *update) ;; *) exit 100 ;; esac`

describe('findRedisServer', () => {
  it('takes Redis before Valkey, whatever their order on the path', async () => {
    await program('valkey-server', '')
    expect(await findRedisServer(`/nowhere::${folder}`)).toBe(join(folder, 'valkey-server'))
    await program('redis-server', '')
    expect(await findRedisServer(`/nowhere::${folder}`)).toBe(join(folder, 'redis-server'))
  })

  it('does not take a file that cannot be run', async () => {
    await writeFile(join(folder, 'redis-server'), '')
    expect(await findRedisServer(folder)).toBeUndefined()
  })
})

describe('installRedisServer', () => {
  it('updates and installs by apt-get as root, and says so in one line', async () => {
    await program('apt-get', installs('redis-server'))
    expect(await install(true)).toBe(join(folder, 'redis-server'))
    expect(await calls()).toEqual([
      'apt-get -q -y update',
      'apt-get -q -y install --no-install-recommends redis-server',
    ])
    expect(said).toEqual([expect.stringContaining('apt-get')])
  })

  it('takes Valkey where the distribution has no Redis any more', async () => {
    await program('apt-get', installs('valkey-server'))
    expect(await install(true)).toBe(join(folder, 'valkey-server'))
  })

  it('asks sudo, which must not ask for a password', async () => {
    await program('apt-get', installs('redis-server'))
    await program('sudo', 'shift; exec "$@"')
    expect(await install(false)).toBe(join(folder, 'redis-server'))
    expect(await calls()).toContain('sudo -n true')
  })

  it('takes brew where apt-get would need a password', async () => {
    await program('apt-get', 'exit 100')
    await program('sudo', 'exit 1')
    await program(
      'brew',
      `printf '#!/bin/sh\\n' > "${folder}/redis-server"; chmod +x "${folder}/redis-server"`,
    )
    expect(await install(false)).toBe(join(folder, 'redis-server'))
    expect(await calls()).toContain('brew install redis')
  })

  it.each([
    ['there is nothing to install it with', true, async () => undefined],
    ['there is apt-get but no right to use it', false, () => program('apt-get', 'exit 100')],
    ['apt-get fails', true, () => program('apt-get', 'exit 100')],
    ['brew fails', false, () => program('brew', 'exit 1')],
  ])('names the three ways out when %s', async (_when, isRoot, prepare) => {
    await prepare()
    await expect(install(isRoot)).rejects.toMatchObject({
      code: 'NO_REDIS',
      message: expect.stringMatching(/REDIS_URL.*redis-server.*PATH.*apt-get.*Homebrew/s),
    })
  })
})
