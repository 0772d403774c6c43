import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ConsoleStack } from './console-stack.js'
import { addressOf, test } from './console-test.js'
import { button, heading, link, status } from './person.js'

async function sendOne({ producer, account, client }: ConsoleStack, name: string): Promise<string> {
  const { id } = await producer.importCsv('to,namespace,elementName\n5511900000001,default,aviso')
  await client.renameBatch({ params: { account, id }, body: { name } })
  await expect.poll(async () => (await producer.batch(id))?.state).toBe('finished')
  return id
}

/** Every request for what is at this path, as it comes. */
function countRequests(page: Page, path: string): () => number {
  let count = 0
  page.on('request', (request) => {
    if (new URL(request.url()).pathname === path) count += 1
  })
  return () => count
}

const setVisible = (page: Page, state: 'visible' | 'hidden') =>
  page.evaluate(`{
    Object.defineProperty(document, 'visibilityState', { value: '${state}', configurable: true })
    document.dispatchEvent(new Event('visibilitychange', { bubbles: true }))
  }`)

test('a campaign that is new is announced, and comes in when it is asked for', async ({ visit, stack }) => {
  await sendOne(stack, 'A primeira')
  const { page } = await visit('/campaigns', { as: 'ana' })
  await link(page, 'A primeira').waitFor()
  await sendOne(stack, 'A segunda')
  const show = button(page, '1 campanha nova. Mostrar')
  await show.waitFor()
  expect(await link(page, 'A segunda').count()).toBe(0)
  await show.click()
  await link(page, 'A segunda').waitFor()
})

test('campaigns are found by name and by state', async ({ visit, stack }) => {
  const { page } = await visit('/campaigns', { as: 'ana' })
  await sendOne(stack, 'Natal no interior')
  await page.getByLabel('Nome da campanha').fill('natal')
  await expect.poll(() => page.locator('tbody tr').count()).toBe(1)
  await link(page, 'Natal no interior').waitFor()
  await page.getByLabel('Estado').selectOption({ label: 'Pausada' })
  await status(page, 'Nenhuma campanha com este filtro')
})

test('a tab that nobody sees asks nothing, and asks at once when it is seen', async ({ visit, stack }) => {
  const { page } = await visit('', { as: 'ana' })
  await page.clock.install()
  const asked = countRequests(page, `/v1/accounts/${stack.account}`)
  await page.goto(addressOf(stack, '/account'))
  await status(page, 'Portão de envio')
  await setVisible(page, 'hidden')
  await page.clock.pauseAt(Date.now() + 60_000)
  await page.waitForLoadState('networkidle')
  const before = asked()
  await page.clock.runFor(120_000)
  expect(asked()).toBe(before)
  await setVisible(page, 'visible')
  await expect.poll(asked).toBeGreaterThan(before)
})

test('a campaign that was over for an hour is asked for once', async ({ visit, stack }) => {
  const id = await sendOne(stack, 'Antiga')
  const { page } = await visit('', { as: 'ana' })
  await page.clock.install({ time: Date.now() + 2 * 3_600_000 })
  const asked = countRequests(page, `/v1/accounts/${stack.account}/batches/${id}`)
  await page.goto(addressOf(stack, `/campaigns/${id}`))
  await heading(page, 'Antiga').waitFor()
  await page.clock.runFor(120_000)
  await status(page, 'Concluída')
  expect(asked()).toBe(1)
})

test('the chart is drawn, by the minute and by the hour, and its numbers stand below', async ({
  visit,
  stack,
}) => {
  const id = await sendOne(stack, 'Com gráfico')
  const { page } = await visit(`/campaigns/${id}`, { as: 'ana' })
  for (const by of ['Por hora', 'Por minuto']) {
    await button(page, by).click()
    await page.locator('canvas').waitFor()
    await expect.poll(() => countColours(page)).toBeGreaterThan(3)
  }
  await page.getByText('Ver em números').click()
  expect(await page.locator('details tbody tr').first().textContent()).toContain('1')
})

/** Of how many colours the chart is: its lines, its grid, what stands beside it. */
function countColours(page: Page): Promise<unknown> {
  return page.evaluate(`(() => {
    const canvas = document.querySelector('canvas')
    if (!canvas || canvas.width === 0) return 0
    const { width, height } = canvas
    const copy = Object.assign(document.createElement('canvas'), { width, height })
    const pen = copy.getContext('2d', { willReadFrequently: true })
    pen.drawImage(canvas, 0, 0)
    const { data } = pen.getImageData(0, 0, width, height)
    return new Set(new Uint32Array(data.buffer)).size
  })()`)
}

test('nothing moves where that is asked for, and numbers are as wide as each other', async ({ visit }) => {
  const { page } = await visit('/account', { as: 'ana' })
  await heading(page, 'Conta').waitFor()
  const moving = `document.getAnimations().filter(({ playState }) => playState === 'running').length`
  await expect.poll(() => page.evaluate(moving)).toBe(0)
  const numbers = `getComputedStyle(document.querySelector('main p')).fontVariantNumeric`
  expect(await page.evaluate(numbers)).toBe('tabular-nums')
})
