import { execFile } from 'node:child_process'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { programArgs } from '../stack/program-args.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { campaign } from './campaign.test.support.js'
import { patience } from './patience.test.support.js'

const canary = 20
const answerMs = 3_000

let stack: Stack
beforeAll(async () => {
  stack = await startStack({ limit: { max: 200_000, windowMs: 60_000 } })
}, 60_000)
afterAll(async () => stack?.stop())

/** `disparo import - --canary 20`, as a process of its own. */
async function importWithCanary(csv: string): Promise<string> {
  const { url, user, password, account } = { ...stack.producer, account: stack.account }
  const env = { DISPARO_URL: url, DISPARO_USER: user, DISPARO_PASSWORD: password, DISPARO_ACCOUNT: account }
  const args = ['import', '-', '--format', 'csv', '--canary', String(canary), '--json']
  const command = [...programArgs('apps/cli/dist/main.js'), ...args]
  const out = await new Promise<string>((resolve, reject) => {
    const child = execFile(process.execPath, command, { env }, (error, text) =>
      error ? reject(error) : resolve(text),
    )
    child.stdin?.end(csv)
  })
  return JSON.parse(out).id
}

it('no more than its canary leave before it is judged, however slowly upstream answers', async () => {
  await stack.sandbox.setFaults([{ fault: 'latency', latencyMs: answerMs }])
  const id = await importWithCanary(campaign(60))
  await vi.waitFor(async () => expect((await stack.sandbox.stats()).accepted).toBe(60), patience)
  const at = (await stack.sandbox.allMessages()).map(({ arrivedAt }) => arrivedAt)
  const first = at.slice(0, canary)
  // The sandbox notes an arrival, and then takes its time: whoever comes after the canary's last answer is so much later.
  expect((at[canary] ?? 0) - Math.max(...first)).toBeGreaterThanOrEqual(answerMs)
  expect((await stack.producer.batch(id))?.counts.rejected).toBe(0)
}, 300_000)
