import { randomBytes, randomInt } from 'node:crypto'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { expect, vi } from 'vitest'
import { authorizationOf, type ServiceUser } from '../stack/service-user.js'
import { startOwnStack } from '../stack/start-stack.js'
import { redisTexts } from './redis-texts.test.support.js'

const metricsToken = randomBytes(24).toString('base64url')
const webhookSecret = randomBytes(24).toString('base64url')
const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('')
/** Of letters alone: long runs of digits are masked wherever upstream's words are kept. */
const word = () =>
  `Nome${Array.from({ length: 12 }, () => 'abcdefghijkmnopqrstuvwxyz'[randomInt(25)]).join('')}`
const newPhone = () => `55119${8 + randomInt(2)}${digits(7)}`

const [otpPhone, deniedPhone, lostPhone, laterPhone, strangePhone, badPhone] = Array.from(
  { length: 6 },
  newPhone,
)
const batchPhones = Array.from({ length: 20 }, newPhone)
const phones = [otpPhone, deniedPhone, lostPhone, laterPhone, strangePhone, badPhone, ...batchPhones].map(
  String,
)
const [otp, otpLabel, deniedName, laterName, strangeName, badName] = [
  digits(12),
  word(),
  word(),
  word(),
  word(),
  word(),
]
const batchNames = batchPhones.map(word)
const batchLabel = word()
/** All that may identify somebody in this run. */
export const people = {
  otpPhone,
  deniedPhone,
  laterPhone,
  strangePhone,
  otpLabel,
  deniedName,
  laterName,
  strangeName,
  batchLabel,
}
const words = [otp, otpLabel, deniedName, laterName, strangeName, badName, batchLabel, ...batchNames].map(
  String,
)

/** Each number with and without its country code, with and without its ninth digit. */
const forms = phones.flatMap((phone) => {
  const [area, number] = [phone.slice(2, 4), phone.slice(4)]
  return [`${area}${number}`, `${area}${number.slice(1)}`]
})
/** Those of all the secrets of this run that are in a text. */
export const leaks = (text: string) => [...forms, ...words].filter((secret) => text.includes(secret))

export interface Run {
  readonly logs: string
  readonly metrics: string
  readonly errors: string
  readonly redis: Awaited<ReturnType<typeof redisTexts>>
  readonly shown: unknown
  readonly callbacks: readonly string[]
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
  await new Promise<void>((resolve) => receiver.listen(0, '127.0.0.1', resolve))
  const { port } = receiver.address() as AddressInfo
  const stack = await startOwnStack({
    limit: { max: 500, windowMs: 1_000 },
    account: {
      requestTimeoutMs: 1_000,
      callback: {
        url: `http://127.0.0.1:${port}/`,
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

    const denied = JSON.stringify({
      message: `+${deniedPhone} (${deniedName}) is no such number: ${deniedPhone}`,
    })
    await sandbox.setFaults([
      { fault: 'status', status: 400, body: denied, on: 'template', to: String(deniedPhone) },
      { fault: 'drop-after', on: 'template', to: String(lostPhone) },
    ])
    const template = { namespace: 'default', elementName: 'codigo' }
    const body = (name: string | undefined) => [
      { type: 'body', parameters: [{ type: 'text', text: String(name) }] },
    ]
    const { id: otpId } = await producer.send(
      {
        ...{ to: otpPhone, ...template, externalLabel: otpLabel },
        components: [{ type: 'otp', parameters: [{ type: 'text', text: otp }] }],
      },
      { key: 'login-1' },
    )
    const { id: deniedId } = await producer.send({
      to: deniedPhone,
      ...template,
      components: body(deniedName),
    })
    const { id: lostId } = await producer.send({ to: lostPhone, ...template, components: body(word()) })
    await producer.send({
      ...{ to: laterPhone, ...template, components: body(laterName) },
      sendAt: new Date(Date.now() + 3_600_000).toISOString(),
    })
    const rows = batchPhones.map((to, n) => `${to},default,oferta,${batchNames[n]},${batchLabel},chave-${n}`)
    const csv = ['to,namespace,elementName,body1,externalLabel,key', ...rows].join('\n')
    const { id: batchId } = await producer.importCsv(csv, { key: 'lote' })

    const hook = `${producer.url}/webhooks/hi-broker/${stack.account}/${webhookSecret}`
    const events = [
      { type: 'Sent', userId: strangePhone, payload: { to: strangePhone, name: strangeName } },
      {
        type: 'Failed',
        userId: otpPhone,
        errorMessage: `${otpPhone} ${strangeName}`,
        eventTimestamp: Date.now(),
      },
    ]
    await fetch(hook, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify(events),
    })
    const errors = await refusals(producer)

    const statusOf = async (id: string) => (await producer.message(id))?.status
    const countsOf = async () => (await producer.batch(batchId))?.counts
    const until = (check: () => unknown) => vi.waitFor(check, { timeout: 30_000, interval: 100 })
    await until(async () => expect(await statusOf(deniedId)).toBe('rejected'))
    await until(async () => expect(await statusOf(lostId)).toBe('unknown'))
    await until(async () => expect((await countsOf())?.read).toBeGreaterThan(0))
    await until(() => expect(callbacks.some((text) => text.includes('"rejected"'))).toBe(true))
    await until(() => expect(callbacks.some((text) => text.includes(otpId))).toBe(true))
    await until(() => expect(callbacks.some((text) => text.includes(batchId))).toBe(true))

    const workerUrl = /"event":"health:listening","url":"([^"]+)"/.exec(worker.output())?.[1] ?? ''
    const scraped = [producer.url, workerUrl].map(async (url) => {
      const answer = await fetch(`${url}/metrics`, { headers: { authorization: `Bearer ${metricsToken}` } })
      return answer.text()
    })
    const metrics = (await Promise.all(scraped)).join('\n')
    const redis = await redisTexts(stack.redis.url)
    const shown = await Promise.all([otpId, deniedId, `${batchId}`].map((id) => producer.message(id)))
    const logs = [...lines, ...apps.map((app) => app.output())].join('\n')
    return { logs, metrics, errors, redis, shown, callbacks }
  } finally {
    await stack.stop()
    receiver.closeAllConnections()
    await new Promise((resolve) => receiver.close(resolve))
  }
}

/** What the producer answers to requests that are wrong in ways that name somebody. */
async function refusals({
  url,
  account,
  ...user
}: ServiceUser & { readonly url: string; readonly account: string }): Promise<string> {
  const authorization = authorizationOf(user)
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
  return (await Promise.all(answers)).join('\n')
}
