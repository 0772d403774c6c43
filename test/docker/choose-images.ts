import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { repositoryRoot } from '../stack/repository.js'
import { CommandError, runCommand } from './run-command.js'

const PULL_DEADLINE_MS = 5 * 60_000

/** Variables of docker-compose.yml and the Dockerfile. */
export type ImageVariables = Readonly<Partial<Record<'REDIS_IMAGE' | 'REDIS_USER' | 'NODE_IMAGE', string>>>

/**
 * Where an image cannot be had by its digest, and one with its tag is here (built by hand, or loaded from a file), that one
 * is tried in its place, and this is said. What the environment names is left alone.
 */
export async function chooseImages(say: (line: string) => void): Promise<ImageVariables> {
  const { env } = process
  const pinned = await pinnedImages()
  const redis = env.REDIS_IMAGE ? undefined : await substituteFor(pinned.redis, say)
  const node = env.NODE_IMAGE ? undefined : await substituteFor(pinned.node, say)
  return {
    ...(redis && { REDIS_IMAGE: redis, REDIS_USER: await ownerOfData(redis) }),
    ...(node && { NODE_IMAGE: node }),
  }
}

/** As the Dockerfile and docker-compose.yml name them. */
async function pinnedImages(): Promise<{ readonly redis: string; readonly node: string }> {
  const read = (name: string) => readFile(join(repositoryRoot, name), 'utf8')
  const [compose, dockerfile] = await Promise.all([read('docker-compose.yml'), read('Dockerfile')])
  const [, redis] = /\$\{REDIS_IMAGE:-([^}]+)\}/.exec(compose) ?? []
  const [, node] = /^ARG BASE_IMAGE=\$\{NODE_IMAGE:-(.+)\}$/m.exec(dockerfile) ?? []
  if (!redis || !node) throw new Error('docker-compose.yml or the Dockerfile names no base image')
  return { redis, node }
}

async function substituteFor(pinned: string, say: (line: string) => void): Promise<string | undefined> {
  if ((await isHere(pinned)) || (await succeeds(['docker', 'pull', '--quiet', pinned]))) return undefined
  const [tag = ''] = pinned.split('@')
  if (!(await isHere(tag))) return undefined
  say(`${pinned} cannot be fetched: trying the ${tag} that is here`)
  return tag
}

const isHere = (image: string) => succeeds(['docker', 'image', 'inspect', image])

/** A volume belongs to whom the image's own folder belongs. */
async function ownerOfData(image: string): Promise<string> {
  const { stdout } = await runCommand([
    'docker',
    'run',
    '--rm',
    '--network',
    'none',
    '--entrypoint',
    'stat',
    image,
    '-c',
    '%U',
    '/data',
  ])
  return stdout.trim()
}

async function succeeds(command: readonly string[]): Promise<boolean> {
  try {
    await runCommand(command, { deadlineMs: PULL_DEADLINE_MS })
    return true
  } catch (error) {
    if (error instanceof CommandError) return false
    throw error
  }
}
