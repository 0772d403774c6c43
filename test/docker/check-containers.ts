import { HI_PASSWORD } from './compose-files.js'
import type { ComposeStack } from './compose-stack.js'
import { type Container, execute } from './container.js'
import { CommandError } from './run-command.js'

const LOOPBACK = '127.0.0.1'
const REDIS_SETTINGS = { appendonly: 'yes', appendfsync: 'always', 'maxmemory-policy': 'noeviction' }
/** What Prometheus would do, by the names and the ports of deploy/prometheus/prometheus.yml. */
const SCRAPE = `
  const token = require('node:fs').readFileSync(process.env.METRICS_TOKEN_FILE, 'utf8').trim()
  const headers = { authorization: 'Bearer ' + token }
  const scrape = async (url) => (await fetch(url, { headers })).status
  Promise.all([scrape('http://producer:8080/metrics'), scrape('http://worker:9464/metrics')]).then((all) => console.log(all.join()))`

interface Checked {
  readonly problems: readonly string[]
  readonly redisVersion: string
  readonly nodeVersion: string
}

/** What of the running containers is not as docker-compose.yml promises. */
export async function checkContainers(stack: ComposeStack): Promise<Checked> {
  const [redis] = await stack.containers('redis')
  const [producer] = await stack.containers('producer')
  if (!redis || !producer) throw new Error('There is no Redis or no producer')
  const apps = [producer, ...(await stack.containers('worker')), ...(await stack.containers('sandbox'))]
  const settings = await execute(redis, ['redis-cli', 'config', 'get', ...Object.keys(REDIS_SETTINGS)])
  const scraped = await execute(producer, ['node', '--eval', SCRAPE])
  const nodeVersion = await execute(producer, ['node', '--version'])
  const info = await execute(redis, ['redis-cli', 'info', 'server'])
  const problems = [
    ...(await Promise.all(apps.map(writesOf))).flat(),
    ...(await Promise.all(apps.map(knowsTooMuch))).flat(),
    ...[redis, ...apps]
      .filter(({ publishedOn }) => publishedOn.some((address) => address !== LOOPBACK))
      .map(({ name }) => `${name} is published to other machines`),
    ...Object.entries(pairs(settings))
      .filter(([name, value]) => REDIS_SETTINGS[name as keyof typeof REDIS_SETTINGS] !== value)
      .map(([name, value]) => `Redis has ${name} ${value}`),
    ...(scraped === '200,200' ? [] : [`the metrics of producer and worker were answered ${scraped}`]),
    ...(nodeVersion.startsWith('v24.') ? [] : [`the images run Node.js ${nodeVersion}`]),
  ]
  return { problems, nodeVersion, redisVersion: /redis_version:(\S+)/.exec(info)?.[1] ?? 'unknown' }
}

/** Only workers are given what is asked for by Hi Platform. */
async function knowsTooMuch(container: Container): Promise<string[]> {
  const isWorker = container.service === 'worker'
  const knows = (await execute(container, ['env'])).includes(`${HI_PASSWORD}=`)
  return knows === isWorker ? [] : [`${container.name} ${knows ? 'has' : 'lacks'} Hi Platform's password`]
}

/** Its root must be read-only, and /tmp must not be. */
async function writesOf(container: Container): Promise<string[]> {
  const { name, hasReadOnlyRoot } = container
  const canWrite = (file: string) =>
    execute(container, ['touch', file]).then(
      () => true,
      (error: unknown) => {
        if (error instanceof CommandError) return false
        throw error
      },
    )
  return [
    ...(hasReadOnlyRoot && !(await canWrite('/home/node/test')) ? [] : [`${name} can write outside of /tmp`]),
    ...((await canWrite('/tmp/test')) ? [] : [`${name} cannot write in /tmp`]),
  ]
}

/** redis-cli puts each name and each value on a line of its own. */
function pairs(text: string): Record<string, string> {
  const lines = text.split('\n').map((line) => line.trim())
  return Object.fromEntries(
    lines.flatMap((name, index) => (index % 2 === 0 ? [[name, lines[index + 1] ?? '']] : [])),
  )
}
