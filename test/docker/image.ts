import { z } from 'zod'
import { runCommand } from './run-command.js'

const Config = z.object({
  User: z.string(),
  Cmd: z.array(z.string()),
  Env: z.array(z.string()),
  Healthcheck: z.object({ Test: z.array(z.string()) }).optional(),
})

/** What is in an image, and how it starts. */
export interface Image {
  readonly user: string
  readonly command: readonly string[]
  readonly hasHealthCheck: boolean
  /** The names of its variables. */
  readonly variables: readonly string[]
  /** How each of its layers came to be. */
  readonly history: readonly string[]
  /** Every file under /app. */
  readonly files: readonly string[]
  /** Those that the program could change. */
  readonly writable: readonly string[]
  readonly megabytes: number
}

/** Looks into an image: by its configuration, its history, and from within. */
export async function readImage(id: string): Promise<Image> {
  const config = await runCommand(['docker', 'image', 'inspect', '--format', '{{json .Config}}', id])
  const size = await runCommand(['docker', 'image', 'inspect', '--format', '{{.Size}}', id])
  const history = await runCommand(['docker', 'history', '--no-trunc', '--format', '{{.CreatedBy}}', id])
  const { User, Cmd, Env, Healthcheck } = Config.parse(JSON.parse(config.stdout))
  return {
    user: User,
    command: Cmd,
    hasHealthCheck: Healthcheck !== undefined,
    variables: Env.map((variable) => variable.slice(0, variable.indexOf('='))),
    history: lines(history.stdout),
    files: await find(id, '/app ! -type d'),
    writable: await find(id, '/app ! -type l -writable'),
    megabytes: Math.round(Number(size.stdout) / 1e6),
  }
}

async function find(id: string, what: string): Promise<string[]> {
  const { stdout } = await runCommand([
    'docker',
    'run',
    '--rm',
    '--network',
    'none',
    id,
    'sh',
    '-c',
    `find ${what}`,
  ])
  return lines(stdout)
}

function lines(text: string): string[] {
  return text.split('\n').filter((line) => line !== '')
}
