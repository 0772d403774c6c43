import { type Child, type Exit, startChild } from './child.js'
import { readStackConfig } from './config.js'
import { programArgs } from './program-args.js'
import { readyUrl } from './ready-line.js'
import { repositoryRoot } from './repository.js'

const START_DEADLINE_MS = 120_000

interface AppOptions {
  /** What to call it in errors. */
  readonly name: string
  /** From the repository's root, e.g. `apps/worker/dist/main.js`. The build is run, so build first. */
  readonly entry: string
  /** Never linked: what it loads is the point. */
  readonly asBuilt?: boolean | undefined
  /** All of its environment, besides PATH. */
  readonly env?: Readonly<Record<string, string>>
}

/** One of our programs, running and ready. It ends with this process. */
export interface AppProcess extends Child {
  readonly name: string
  /** Where it listens; a worker listens nowhere. */
  readonly url?: string
}

/** It ended (or was ended, after 2 min) before it said that it is ready. The message has its last output. */
class AppStartError extends Error {
  override readonly name = 'AppStartError'
  readonly code = 'APP_START'
  readonly exit: Exit

  constructor(app: string, exit: Exit, output: string) {
    const end = exit.signal ?? `exit code ${exit.code}`
    super(`${app} did not start (${end}). Its last words:\n${output}`)
    this.exit = exit
  }
}

/**
 * Starts a program and waits for its log line `app:listening` (which has its `url`) or `worker:ready`.
 * @throws AppStartError
 */
export async function startApp({ name, entry, env = {}, asBuilt = false }: AppOptions): Promise<AppProcess> {
  const child = await startChild({
    command: process.execPath,
    args: programArgs(entry, { asBuilt }),
    env: { PATH: readStackConfig().PATH, ...env },
    cwd: repositoryRoot,
  })
  const ready = new Promise<{ url?: string }>((resolve) => {
    child.onLine((line) => {
      const found = readyUrl(line)
      if (found) resolve(found)
    })
  })
  const deadline = setTimeout(() => void child.kill(), START_DEADLINE_MS)
  const first = await Promise.race([ready, child.exited])
  clearTimeout(deadline)
  if ('code' in first) throw new AppStartError(name, first, child.output())
  return { name, ...child, ...first }
}
