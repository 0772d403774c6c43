import { randomBytes } from 'node:crypto'
import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join, relative } from 'node:path'
import { tieToParent } from '../stack/child-process-group.js'
import { repositoryRoot } from '../stack/repository.js'
import { newServiceUser, type ServiceUser, usersFileEntries } from '../stack/service-user.js'
import type { ImageVariables } from './choose-images.js'

/** Twenty messages a second, so that there is a middle of the batch to scale and to kill in. */
const LIMIT = { max: 60, windowMs: 3_000 }
export const ACCOUNT = 'docker'
const HI_USERNAME = 'DOCKER_HI_USERNAME'
export const HI_PASSWORD = 'DOCKER_HI_PASSWORD'
const TIME_SCALE = 2_000
const REPORT_LIMIT = { max: 600, windowMs: 60_000 }

export interface ComposeFiles {
  /** For Compose itself, and for what runs in the containers. */
  readonly envFile: string
  /** What is in it. */
  readonly env: Readonly<Record<string, string>>
  readonly user: ServiceUser
  readonly sandbox: { readonly username: string; readonly password: string }
  remove(): Promise<void>
}

/** What docker-compose.yml reads: both files of variables, accounts, users and a token, in a folder of their own. */
export async function writeComposeFiles(images: ImageVariables): Promise<ComposeFiles> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-docker-'))
  const letGo = tieToParent({ folder })
  const user = newServiceUser('docker')
  const sandbox = { username: 'sandbox', password: randomBytes(24).toString('base64url') }
  const place = (name: string) => relative(repositoryRoot, join(folder, name))
  const envFile = join(folder, 'env')
  const env = {
    ...images,
    DISPARO_ENV_FILE: envFile,
    DISPARO_ACCOUNTS: place('accounts.json'),
    DISPARO_USERS: place('users.json'),
    // Any free port of this machine.
    PORT: '0',
    REDIS_PORT: '0',
    SANDBOX_PORT: '0',
    PROMETHEUS_PORT: '0',
    ALERTMANAGER_PORT: '0',
    GRAFANA_PORT: '0',
    WORKER_LOCK_MS: '2000',
    METRICS_TOKEN_FILE: place('metrics-token'),
    WORKER_ENV_FILE: join(folder, 'worker.env'),
    SANDBOX_USERNAME: sandbox.username,
    SANDBOX_PASSWORD: sandbox.password,
    SANDBOX_LIMIT_MAX: `${LIMIT.max}`,
    SANDBOX_LIMIT_WINDOW_MS: `${LIMIT.windowMs}`,
    SANDBOX_REPORT_LIMIT_MAX: `${REPORT_LIMIT.max}`,
    SANDBOX_REPORT_LIMIT_WINDOW_MS: `${REPORT_LIMIT.windowMs}`,
    SANDBOX_TIME_SCALE: `${TIME_SCALE}`,
  }
  // Read by the images' user, who is none of ours: the folder is what keeps others out.
  await Promise.all([
    writeFile(join(folder, 'accounts.json'), JSON.stringify([account()])),
    writeFile(join(folder, 'users.json'), JSON.stringify(usersFileEntries([user]))),
    writeFile(join(folder, 'metrics-token'), `${randomBytes(24).toString('base64url')}\n`),
    writeFile(envFile, linesOf(env)),
    writeFile(
      env.WORKER_ENV_FILE,
      linesOf({ [HI_USERNAME]: sandbox.username, [HI_PASSWORD]: sandbox.password }),
    ),
  ])
  const remove = async () => {
    await rm(folder, { recursive: true, force: true })
    letGo()
  }
  return { envFile, env, user, sandbox, remove }
}

function linesOf(env: Readonly<Record<string, string>>): string {
  return Object.entries(env)
    .map(([name, value]) => `${name}=${value}\n`)
    .join('')
}

/** As an account of Hi Platform, but for times that fit the sandbox's. */
function account(): object {
  return {
    name: ACCOUNT,
    configId: 'sandbox',
    baseUrl: 'http://sandbox:9090',
    username: { env: HI_USERNAME },
    password: { env: HI_PASSWORD },
    limit: LIMIT,
    safetyMarginMs: 300,
    requestTimeoutMs: 10_000,
    reconcile: { limit: REPORT_LIMIT, reportLagMs: 1_000, dispatchLagMs: 3_000 },
  }
}
