import { kill } from 'node:process'
import { setTimeout } from 'node:timers/promises'
import { connect } from '@disparo/core'
import { expect, vi } from 'vitest'
import type { PrivateRedis } from '../stack/private-redis.js'
import { ProducerError } from '../stack/producer-client.js'
import { replicated } from '../stack/replication.js'
import type { Stack } from '../stack/start-stack.js'
import { expectAllKnown, expectEachOnce, expectMoreThan, recipient, seenBy } from './campaign.test.support.js'
import { patience } from './patience.test.support.js'

/** Of each account. */
const rows = 200
const whileAway = 20

/** Rows `from` and on, of an account. */
function csv(from: number, count: number): string {
  const lines = Array.from({ length: count }, (_, n) => `${recipient(from + n)},avisos,boleto`)
  return ['to,namespace,elementName', ...lines].join('\n')
}

/** Sends messages one after the other, each again with its key until it is acknowledged. */
async function sendOnAndOn({ producer }: Stack, from: number): Promise<void> {
  for (let n = from; n < from + whileAway; n++) {
    for (let acknowledged = false; !acknowledged; ) {
      acknowledged = await producer
        .send(
          { to: recipient(n), namespace: 'avisos', elementName: 'boleto' },
          { key: `row-${n}`, once: true },
        )
        .then(
          () => true,
          async (error: unknown) => {
            if (!(error instanceof ProducerError) || error.status !== 503) throw error
            await setTimeout(100)
            return false
          },
        )
    }
  }
}

/** What a master suffers. */
export const ends: Readonly<Record<string, (master: PrivateRedis) => Promise<unknown>>> = {
  dies: (master) => master.crash(),
  // As when its machine is gone: no connection is closed, nothing is answered.
  'falls silent': async ({ pid }) => kill(pid, 'SIGSTOP'),
}

/**
 * Ends the master while workers stand still and its replicas have all that it had: what a replica had not is lost for
 * good, and no subject of these tests. Their requests under way are in doubt, or answered.
 */
export async function endWhenReplicated(
  { workers }: Stack,
  {
    master,
    replicas,
    end,
  }: {
    master: PrivateRedis
    replicas: readonly PrivateRedis[]
    end: (master: PrivateRedis) => Promise<unknown>
  },
): Promise<void> {
  for (const { pid } of workers) kill(pid, 'SIGSTOP')
  await replicated(
    master.url,
    replicas.map(({ url }) => url),
  )
  await end(master)
  for (const { pid } of workers) kill(pid, 'SIGCONT')
}

/**
 * Upsets Redis in the midst of campaigns of all the stack's accounts, sends on meanwhile, and expects every message to go
 * out exactly once and all programs to go on.
 */
export async function expectWorkGoesOn(
  stack: Stack,
  accounts: readonly [string, ...string[]],
  upset: () => Promise<unknown>,
): Promise<void> {
  const views = accounts.map((account) => seenBy(stack, account))
  const first = (n: number) => n * (rows + whileAway)
  const batches = await Promise.all(views.map(({ producer }, n) => producer.importCsv(csv(first(n), rows))))
  await expectMoreThan(stack, (accounts.length * rows) / 4)
  await upset()
  await Promise.all(views.map((view, n) => sendOnAndOn(view, first(n) + rows)))

  await expectEachOnce(stack, first(accounts.length))
  await Promise.all(batches.map(({ id }, n) => expectAllKnown(views[n] as Stack, id)))
  expect((await stack.sandbox.stats()).throttled).toBe(0)
  for (const app of [...stack.workers, stack.producer.process])
    expect(await Promise.race([app.exited, 'running'])).toBe('running')

  const disparo = connect({ redis: stack.redis.url, account: accounts[0] })
  // It fails fast until it is connected, which takes longer than its patience where much else runs.
  await vi.waitFor(() => disparo.ping(), patience)
  expect(await disparo.batch(batches[0]?.id ?? '')).toMatchObject({ total: rows })
  await disparo.close()
}
