import { randomBytes } from 'node:crypto'
import { setTimeout } from 'node:timers/promises'
import { type ProducerClient, producerClient } from '../stack/producer-client.js'
import { type SandboxClient, sandboxClient } from '../stack/sandbox-client.js'
import { ACCOUNT, type ComposeFiles } from './compose-files.js'
import { type Container, inspectContainers, lastWords } from './container.js'
import { runCommand } from './run-command.js'

type Service = 'redis' | 'producer' | 'worker' | 'sandbox'

/** docker-compose.yml, with the sandbox, as a project of its own. */
export interface ComposeStack {
  /** Builds the images of the three apps. */
  build(): Promise<void>
  /** Brings it up with so many workers, and waits until all are healthy. */
  up(workers: number): Promise<void>
  /** Those of a service, or all; also the ones that have ended. */
  containers(service?: Service): Promise<Container[]>
  producer(): Promise<ProducerClient & { readonly url: string }>
  sandbox(): Promise<SandboxClient>
  /** SIGTERM to all, and SIGKILL to those who take longer than their grace period. */
  stop(): Promise<void>
  /** Removes containers, network, volumes and the images' names. */
  down(): Promise<void>
}

interface ComposeStackOptions {
  /** The words that Compose's commands begin with. */
  readonly compose: readonly string[]
  readonly files: ComposeFiles
  readonly signal: AbortSignal
}

const BUILD_DEADLINE_MS = 15 * 60_000
const UP_DEADLINE_MS = 5 * 60_000
const HEALTHY_DEADLINE_MS = 120_000
const LOOK_MS = 500

export function composeStack({ compose, files, signal }: ComposeStackOptions): ComposeStack {
  const project = `disparo-test-${randomBytes(4).toString('hex')}`
  const run = (deadlineMs: number, args: readonly string[], options: { signal?: AbortSignal } = { signal }) =>
    runCommand(
      [...compose, '--project-name', project, '--env-file', files.envFile, '--profile', 'demo', ...args],
      { env: files.env, deadlineMs, ...options },
    )
  const containers: ComposeStack['containers'] = async (service) => {
    const { stdout } = await run(UP_DEADLINE_MS, ['ps', '--all', '--quiet', ...(service ? [service] : [])])
    return inspectContainers(stdout.split('\n').filter((id) => id !== ''))
  }
  const addressOf = async (service: Service, port: number) => {
    const { stdout } = await run(UP_DEADLINE_MS, ['port', service, `${port}`])
    return `http://${stdout.trim()}`
  }

  return {
    build: async () => void (await run(BUILD_DEADLINE_MS, ['build'])),
    up: async (workers) => {
      await run(UP_DEADLINE_MS, ['up', '--detach', '--no-build', '--scale', `worker=${workers}`])
      const deadline = performance.now() + HEALTHY_DEADLINE_MS
      for (;;) {
        const waiting = (await containers()).filter(({ health }) => health !== 'healthy')
        if (waiting.length === 0) return
        // Nothing here may need a second start: who starts again has ended by a fault of its own.
        const failed = waiting.filter(({ status }) => status === 'restarting' || status === 'exited')
        if (failed.length > 0 || performance.now() >= deadline)
          throw new Error(await notHealthy(failed.length > 0 ? failed : waiting))
        await setTimeout(LOOK_MS, undefined, { signal })
      }
    },
    containers,
    producer: async () => {
      const url = await addressOf('producer', 8080)
      return { url, ...producerClient({ url, account: ACCOUNT, ...files.user }) }
    },
    sandbox: async () => sandboxClient({ url: await addressOf('sandbox', 9090), ...files.sandbox }),
    stop: async () => void (await run(UP_DEADLINE_MS, ['stop'])),
    down: async () => {
      const all = ['down', '--volumes', '--remove-orphans', '--rmi', 'local', '--timeout', '5']
      await run(UP_DEADLINE_MS, all, {})
    },
  }
}

async function notHealthy(containers: readonly Container[]): Promise<string> {
  const ends = containers.map(async (container) => {
    const { name, status, health } = container
    return `${name} is ${status}, ${health}. Its last words:\n${await lastWords(container)}`
  })
  return (await Promise.all(ends)).join('\n')
}
