import { execFile } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { inject } from 'vitest'
import { type Child, startChild } from '../stack/child.js'
import { environmentWith } from '../stack/config.js'
import { freePort } from '../stack/free-port.js'
import { repositoryRoot } from '../stack/repository.js'

type Environment = Readonly<Record<string, string>>

interface ProjectOptions {
  /** Copied from the repository, such as `examples/express`; what was installed there is left out. Default: an empty folder. */
  readonly from?: string
  /** Their texts by their paths. */
  readonly files?: Readonly<Record<string, string>>
  /** Which of ours is installed. Default: the library. */
  readonly ours?: 'libraryPackage' | 'cliPackage'
  /** Installed beside it, as npm is told: `typescript@~5.9.3`. */
  readonly packages?: readonly string[]
}

export interface FreshProject {
  readonly folder: string
  /** @returns what it says on stdout. @throws Error with all that it said, where it fails */
  run(command: string, args: readonly string[], env?: Environment): Promise<string>
  /** Starts `dist/main.js` on a free port, and waits until it says that it listens. */
  start(env: Environment): Promise<Child & { readonly url: string }>
  /** Stops what it has started, and deletes its folder. */
  remove(): Promise<void>
}

/** A user's project in a temporary folder, with one of our packages in it. */
export async function freshProject({
  from,
  files = {},
  ours = 'libraryPackage',
  packages = [],
}: ProjectOptions): Promise<FreshProject> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-project-'))
  const running: Child[] = []
  const remove = async () => {
    await Promise.all(running.map((child) => child.stop()))
    await rm(folder, { recursive: true, force: true })
  }
  const run: FreshProject['run'] = (command, args, env = {}) => runIn(folder, command, args, env)
  if (from !== undefined) {
    const filter = (path: string) => !/[\\/](?:node_modules|dist)$/.test(path)
    await cp(join(repositoryRoot, from), folder, { recursive: true, filter })
  }
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), text)
  }
  const quietly = ['--no-audit', '--no-fund', '--ignore-scripts', '--prefer-offline', '--loglevel=error']
  await run('npm', ['install', ...quietly, inject(ours), ...packages]).catch((cause: Error) => {
    throw new Error(`npm cannot install a fresh project. Does its registry answer? ${cause.message}`)
  })
  const start: FreshProject['start'] = async (env) => {
    const port = await freePort()
    const child = await startChild({
      ...{ command: process.execPath, args: ['dist/main.js'], cwd: folder },
      env: { ...env, PORT: String(port) },
    })
    running.push(child)
    const ready = new Promise<void>((resolve) => {
      child.onLine((line) => line.includes(`port ${port}`) && resolve())
    })
    const first = await Promise.race([ready, child.exited])
    if (first) throw new Error(`It ended before it listened:\n${child.output()}`)
    return { ...child, url: `http://127.0.0.1:${port}` }
  }
  return { folder, run, start, remove }
}

function runIn(cwd: string, command: string, args: readonly string[], env: Environment): Promise<string> {
  const options = { cwd, env: environmentWith(env), maxBuffer: 64 * 1024 * 1024 }
  return new Promise((resolve, reject) => {
    execFile(command, args, options, (error, stdout, stderr) => {
      if (!error) return resolve(stdout)
      reject(
        new Error(`${command} ${args.join(' ')} failed:\n${stdout.slice(-8_000)}${stderr.slice(-8_000)}`),
      )
    })
  })
}
