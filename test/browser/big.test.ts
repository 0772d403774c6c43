import { openPersons } from '@disparo/core/internal/persons'
import { accountKeys } from '@disparo/core/internal/redis'
import { Redis } from 'ioredis'
import { expect } from 'vitest'
import { batchOf, fillBatches, RETENTION_MS } from '../bench/campaigns/fill-batches.js'
import type { ConsoleStack } from './console-stack.js'
import { addressOf, test } from './console-test.js'
import { button, link } from './person.js'

test.override('stackOptions', { workers: 1 })

const messages = 100_000
/** It opens in less than a second where the machine is quiet (the time is printed). What takes as long as this does not. */
const openedWithinMs = 10_000

/** By the scripts that producers and workers use, without an upstream. */
async function fill({ redis: { url }, account }: ConsoleStack): Promise<void> {
  const redis = new Redis(url)
  try {
    const keys = accountKeys(account)
    const persons = openPersons({ redis, keys, retentionMs: RETENTION_MS })
    await fillBatches({ redis, keys, persons, account }, { batches: 1, messages, exported: messages })
  } finally {
    redis.disconnect()
  }
}

test('a campaign of 100,000 opens at once, and the service gives its messages a page at a time', async ({
  visit,
  stack,
}) => {
  await fill(stack)
  const { page } = await visit('/campaigns', { as: 'ana' })
  const name = link(page, 'Campanha 1.csv')
  await name.waitFor()
  const started = performance.now()
  await name.click()
  await page.getByText('95.000 aceitas de 100.000').waitFor()
  const ms = performance.now() - started
  process.stderr.write(`  a campaign of 100,000 was opened in ${Math.round(ms)} ms\n`)
  expect(ms).toBeLessThan(openedWithinMs)

  const path = `/v1/accounts/${stack.account}/batches/${batchOf(stack.account, 1)}/messages`
  const nextPage = () => page.waitForResponse((answer) => new URL(answer.url()).pathname === path)
  const [first] = await Promise.all([nextPage(), link(page, 'Ver as mensagens').click()])
  expect((await first.body()).length).toBeLessThan(100_000)
  const rows = page.locator('tbody tr')
  await expect.poll(() => rows.count()).toBe(50)
  const shown = await rows.first().textContent()
  await Promise.all([nextPage(), link(page, 'Próxima →').click()])
  await expect.poll(() => rows.first().textContent()).not.toBe(shown)
  expect(await rows.count()).toBe(50)

  await page.goto(addressOf(stack, `/campaigns/${batchOf(stack.account, 1)}/messages?status=rejected`))
  await expect.poll(() => rows.count()).toBe(50)
  await button(page, /^Ver/).first().click()
  await page.getByRole('dialog').getByText('Linha do tempo').waitFor()
})
