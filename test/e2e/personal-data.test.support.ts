import { randomBytes } from 'node:crypto'
import { createServer } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { Queue } from 'bullmq'
import { Redis } from 'ioredis'
import { expect, vi } from 'vitest'
import type { Fault } from '../stack/sandbox-client.js'
import { authorizationOf, type ServiceUser } from '../stack/service-user.js'
import { type Stack, startOwnStack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'
import { crowd, crowdLabel, otpCode, people, type Somebody } from './personal-people.test.support.js'
import { callRest, callXml, readBoard, whileBroken } from './personal-requests.test.support.js'
import { redisTexts } from './redis-texts.test.support.js'

const metricsToken = randomBytes(24).toString('base64url')
const webhookSecret = randomBytes(24).toString('base64url')
export interface Run {
  readonly logs: string
  readonly metrics: string
  readonly errors: string
  readonly redis: Awaited<ReturnType<typeof redisTexts>>
  readonly shown: unknown
  readonly callbacks: readonly string[]
  /** A message that waits. */
  readonly laterId: string
  /** What the board showed. */
  readonly board: string
  /** What Hi Platform's own interfaces answered to what they took. */
  readonly taken: readonly string[]
  /** What was answered while Redis refused commands. */
  readonly faults: readonly string[]
}

/** A day in the life of an account, with everything that can happen to a person's data. */
export async function live(dataKey: Record<string, string>): Promise<Run> {
  const callbacks: string[] = []
  // A receiver that takes no rejections: those callbacks stay in Redis.
  const receiver = createServer(async (request, response) => {
    const chunks: Buffer[] = []
    for await (const chunk of request) chunks.push(chunk as Buffer)
    const body = Buffer.concat(chunks).toString()
    callbacks.push(body)
    response.writeHead(body.includes('"rejected"') ? 500 : 204).end()
  })
  const { url, close } = await listenOnLoopback(receiver)
  const stack = await startOwnStack({
    limit: { max: 500, windowMs: 1_000 },
    account: {
      requestTimeoutMs: 1_000,
      callback: {
        url: `${url}/`,
        secret: { env: 'STACK_CALLBACK_SECRET' },
        allowPrivateAddresses: true,
      },
      webhookSecret: { env: 'STACK_WEBHOOK_SECRET' },
    },
    env: {
      sandbox: { SANDBOX_TIME_SCALE: '1000' },
      producer: {
        ...dataKey,
        LOG_LEVEL: 'trace',
        METRICS_TOKEN: metricsToken,
        STACK_WEBHOOK_SECRET: webhookSecret,
      },
      worker: {
        ...dataKey,
        LOG_LEVEL: 'trace',
        METRICS_TOKEN: metricsToken,
        HEALTH_PORT: '0',
        STACK_CALLBACK_SECRET: randomBytes(32).toString('base64'),
      },
    },
  })
  try {
    const { producer, sandbox, workers } = stack
    const [worker] = workers
    if (!worker) throw new Error('There is no worker')
    const apps = [producer.process, worker]
    const lines = apps.map((app) => app.output())
    for (const app of apps) app.onLine((line) => void lines.push(line))

    const { otp, denied, lost, later, strange, rest, restDenied, restWrong, xml, xmlDenied, xmlWrong } =
      people
    await sandbox.setFaults([
      ...[denied, restDenied, xmlDenied].map(rejection),
      { fault: 'drop-after', on: 'template', to: lost.phone },
    ])
    const template = { namespace: 'default', elementName: 'codigo' }
    const message = ({ phone, name }: Somebody) => ({
      ...{ to: phone, ...template },
      components: [{ type: 'body', parameters: [{ type: 'text', text: name }] }],
    })
    const inMs = (ms: number) => new Date(Date.now() + ms).toISOString()
    const { id: otpId } = await producer.send(
      {
        ...{ to: otp.phone, ...template, externalLabel: otp.name },
        components: [{ type: 'otp', parameters: [{ type: 'text', text: otpCode }] }],
      },
      { key: 'login-1' },
    )
    const { id: deniedId } = await producer.send(message(denied))
    const { id: lostId } = await producer.send(message(lost))
    const { id: laterId } = await producer.send({ ...message(later), sendAt: inMs(3_600_000) })
    const rows = crowd.map(({ phone, name }, n) => `${phone},default,oferta,${name},${crowdLabel},chave-${n}`)
    const csv = ['to,namespace,elementName,body1,externalLabel,key', ...rows].join('\n')
    const { id: batchId } = await producer.importCsv(csv, { key: 'lote' })

    const hook = `${producer.url}/webhooks/hi-broker/${stack.account}/${webhookSecret}`
    const events = [
      { type: 'Sent', userId: strange.phone, payload: { to: strange.phone, name: strange.name } },
      {
        type: 'Failed',
        userId: otp.phone,
        errorMessage: `${otp.phone} ${strange.name}`,
        eventTimestamp: Date.now(),
      },
    ]
    await fetch(hook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
    const atRest = await callRest(stack, [rest, restDenied], restWrong)
    const atXml = await callXml(stack, [xml, xmlDenied], xmlWrong)
    const taken = [...atRest.taken, ...atXml.taken]

    const statusOf = async (id: string) => (await producer.message(id))?.status
    const countsOf = async () => (await producer.batch(batchId))?.counts
    const until = (check: () => unknown) => vi.waitFor(check, patience)
    const [, restDeniedId = '', code] = taken.map((text) => /[0-9a-f-]{36}/.exec(text)?.[0])
    for (const id of [deniedId, restDeniedId, `${code}-2`]) {
      await until(async () => expect(await statusOf(id)).toBe('rejected'))
    }
    // The report may have ended the doubt by now.
    await until(async () => expect((await producer.message(lostId))?.timeline.unknown).toBeDefined())
    await until(async () => expect((await countsOf())?.read).toBeGreaterThan(0))
    await until(() => expect(callbacks.some((text) => text.includes('"rejected"'))).toBe(true))
    await until(() => expect(callbacks.some((text) => text.includes(otpId))).toBe(true))
    await until(() => expect(callbacks.some((text) => text.includes(batchId))).toBe(true))

    const faults = await refusedByRedis(stack, { message, inMs, until, lines })
    const board = await readBoard(stack, [laterId])
    const errors = [...(await refusals(producer)), ...atRest.refused, ...atXml.refused, ...faults].join('\n')

    const workerUrl = /"event":"health:listening","url":"([^"]+)"/.exec(worker.output())?.[1] ?? ''
    const scraped = [producer.url, workerUrl].map(async (url) => {
      const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
      return answer.text()
    })
    const metrics = (await Promise.all(scraped)).join('\n')
    const redis = await redisTexts(stack.redis.url)
    const shown = await Promise.all([otpId, deniedId, `${batchId}`].map((id) => producer.message(id)))
    const logs = [...lines, ...apps.map((app) => app.output())].join('\n')
    return { logs, metrics, errors, redis, shown, callbacks, laterId, board, taken, faults }
  } finally {
    await stack.stop()
    await close()
  }
}

/** Hi Platform's refusal, whose words name the person. */
function rejection({ phone, name }: Somebody): Fault {
  const body = JSON.stringify({ message: `+${phone} (${name}) is no such number: ${phone}` })
  return { fault: 'status', status: 400, on: 'template', to: phone, body }
}

interface Ways {
  message(somebody: Somebody): object
  inMs(ms: number): string
  /** What programs have logged so far. */
  readonly lines: readonly string[]
  until(check: () => unknown): Promise<unknown>
}

/** Redis refuses, with the whole command, an attempt of the worker and what each door enqueues. Answers what the doors said. */
async function refusedByRedis(stack: Stack, { message, inMs, until, lines }: Ways): Promise<string[]> {
  const { account, producer, redis } = stack
  const { unbegun, faulted, restWrong, xmlWrong } = people
  const prefix = `disparo:{${account}}`
  const { id } = await producer.send({ ...message(unbegun), sendAt: inMs(3_600_000) })
  await whileBroken(redis.url, `${prefix}:msg:${id}`, async () => {
    await wake(redis.url, account, id)
    await until(() => expect(lines.some((line) => line.includes('"WRONGTYPE"'))).toBe(true))
  })
  // It goes out now. Who reads all keys meanwhile may find it in neither its entry (not begun yet) nor its job (done by then).
  await until(async () => expect((await producer.message(id))?.timeline.accepted).toBeDefined())
  // Every script of the queue reads it, and nothing removes it.
  return whileBroken(redis.url, `${prefix}:${account}-bulk:meta`, async () => {
    const own = await producer.send(message(faulted), { once: true }).catch((error: Error) => error.message)
    const atRest = await callRest(stack, [faulted], restWrong)
    const atXml = await callXml(stack, [faulted, faulted], xmlWrong)
    return [String(own), ...atRest.taken, ...atXml.taken]
  })
}

/** What the producer answers to requests that are wrong in ways that name somebody. */
async function refusals({
  url,
  account,
  ...user
}: ServiceUser & { readonly url: string; readonly account: string }): Promise<string[]> {
  const authorization = authorizationOf(user)
  const { phone: badPhone, name: badName } = people.wrong
  const person = { to: badPhone, namespace: 'default', elementName: 'x', externalLabel: badName }
  const bodies = [
    { ...person, category: `${badName}\n`, unknown: badName },
    { ...person, to: `${badPhone}${badPhone}` },
    { ...person, components: [{ type: badName }] },
    `{"to": "${badPhone}" "${badName}"}`,
  ]
  const asked = [
    ...bodies.map((body) => ({ path: '/messages', type: 'application/json', body })),
    {
      path: '/batches?strict=true',
      type: 'text/csv',
      body: `to,namespace,elementName,otp\n${badPhone}${badPhone},x,y,${badName}`,
    },
    {
      path: '/batches',
      type: 'application/x-ndjson',
      body: `{"to":"${badPhone}","x":"${badName}"}\n${badName}`,
    },
    { path: '/forget', type: 'application/json', body: { recipient: `${badPhone}${badPhone}` } },
  ]
  const answers = asked.map(async ({ path, type, body }) => {
    const answer = await fetch(`${url}/v1/accounts/${account}${path}`, {
      method: 'POST',
      headers: { authorization, 'content-type': type },
      body: typeof body === 'string' ? body : JSON.stringify(body),
    })
    return `${answer.status} ${await answer.text()}`
  })
  return Promise.all(answers)
}

/** A message that sleeps is to be sent now. */
async function wake(redisUrl: string, account: string, id: string): Promise<void> {
  const connection = new Redis(redisUrl, { maxRetriesPerRequest: null })
  const queue = new Queue(`${account}-bulk`, { connection, prefix: `disparo:{${account}}` })
  try {
    await (await queue.getJob(id))?.promote()
  } finally {
    await queue.close()
    connection.disconnect()
  }
}
