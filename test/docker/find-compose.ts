import { CommandError, runCommand } from './run-command.js'

const ANSWER_MS = 20_000

/** Docker was asked for, and is not to be had. */
class NoDockerError extends Error {
  override readonly name = 'NoDockerError'
  readonly code = 'NO_DOCKER'
}

/**
 * The words that Docker Compose's commands begin with, and the engine's version.
 * @throws NoDockerError saying which of both does not answer
 */
export async function findCompose(): Promise<{
  readonly compose: readonly string[]
  readonly engine: string
}> {
  const engine = await answerOf(['docker', 'version', '--format', '{{.Server.Version}}'])
  if (engine === undefined)
    throw new NoDockerError('Docker does not answer: is it installed, started, and open to this user?')
  for (const compose of [['docker', 'compose'], ['docker-compose']]) {
    if ((await answerOf([...compose, 'version'])) !== undefined) return { compose, engine }
  }
  throw new NoDockerError(
    'There is no Docker Compose: neither `docker compose` nor `docker-compose` answers.',
  )
}

async function answerOf(command: readonly string[]): Promise<string | undefined> {
  try {
    const { stdout } = await runCommand(command, { deadlineMs: ANSWER_MS })
    return stdout.trim() || undefined
  } catch (error) {
    if (error instanceof CommandError) return undefined
    throw error
  }
}
