import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { addressOf, test } from './console-test.js'
import { type CutLine, startCutLine } from './cut-line.js'
import { findFaults } from './find-faults.js'
import { logIn } from './open-console.js'
import { button, heading, link, status } from './person.js'
import { spreadsheet } from './sample-rows.js'

const days = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun']
test.override('stackOptions', {
  account: { quietHours: { windows: [{ days, from: '08:00', until: '20:00' }] } },
  producer: { BATCH_LIMIT_BYTES: '60000' },
})

const next = (page: Page) => button(page, 'Continuar').click()

const choose = (page: Page, rows: number) =>
  page.getByLabel('Escolher arquivo').setInputFiles({
    ...{ name: 'clientes.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(spreadsheet({ rows })),
  })

async function mapColumns(page: Page): Promise<void> {
  await next(page)
  await page.getByLabel('Modelo').selectOption({ label: 'boleto_vencido (pt_BR)' })
  await page.getByLabel('Variável 2').selectOption('Valor')
  await page.getByLabel('Variável 3').selectOption('Vencimento')
  await next(page)
}

/** As far as the test to oneself, with 49 rows that can be sent. */
async function goToTest(page: Page): Promise<void> {
  await choose(page, 50)
  await status(page, '50 linhas, 4 colunas')
  await mapColumns(page)
  await button(page, /Válidas/).waitFor()
  await next(page)
  await page.getByLabel('Seu número, com DDD').waitFor()
}

/** As far as when and how. */
async function goToTerms(page: Page): Promise<void> {
  await goToTest(page)
  await button(page, 'Pular o teste').click()
  await status(page, 'R$')
}

const sendAll = (page: Page) => button(page, 'Enviar 49 mensagens').click()

test('a file that is too large is told, connections that break lose nothing that was chosen, and nothing goes twice', async ({
  visit,
  stack,
  onTestFinished,
}) => {
  const { context } = await visit('', { as: 'ana' })
  const line = await startCutLine(stack.origin)
  onTestFinished(() => line.close())
  const page = await context.newPage()
  await page.goto(addressOf(stack, '/new').replace(stack.origin, line.origin))

  await choose(page, 2_000)
  await status(page, 'O arquivo é grande demais')
  expect(await findFaults(page)).toEqual([])
  await choose(page, 50)
  await status(page, '50 linhas, 4 colunas')

  await whileCut(page, line, { of: /POST \S*check=true/, before: 'request' }, () => mapColumns(page))
  expect(await findFaults(page)).toEqual([])
  await button(page, 'Conferir de novo').click()
  await button(page, /Válidas/).waitFor()
  await next(page)

  await page.getByLabel('Seu número, com DDD').fill('(11) 98765-4321')
  const test = () => button(page, 'Enviar teste').click()
  await whileCut(page, line, { of: /POST \S*\/batches\/test/, before: 'request' }, test)
  await test()
  await status(page, '1 teste enviado')
  await next(page)

  await status(page, 'R$')
  await whileCut(page, line, { of: /POST \S*sha256=/, before: 'answer' }, () => sendAll(page))
  await sendAll(page)
  await heading(page, 'clientes').waitFor()
  const { batches } = await stack.client.listBatches({ params: { account: stack.account } })
  expect(batches.filter(({ name }) => name === 'clientes').map(({ total }) => total)).toEqual([49])
})

/** Does something while a request never gets through, or its answer; until that is told. */
async function whileCut(
  page: Page,
  line: CutLine,
  cut: Parameters<CutLine['cut']>[0],
  does: () => Promise<unknown>,
): Promise<void> {
  line.cut(cut)
  await does()
  await status(page, 'A conexão caiu')
  line.mend()
}

test('only the file that was checked is sent: one that changed is told, and can be chosen again', async ({
  visit,
  stack,
  onTestFinished,
}) => {
  const { page } = await visit('/new', { as: 'ana' })
  await goToTerms(page)
  await page.getByLabel('Nome da campanha').fill('Outra')
  // As a service would see a file that is not the one which it has checked.
  const other = 'a'.repeat(64)
  await page.route(/sha256=/, (route) =>
    route.continue({
      url: route
        .request()
        .url()
        .replace(/sha256=\w+/, `sha256=${other}`),
    }),
  )
  await sendAll(page)
  await status(page, 'O arquivo não é mais o que foi conferido. Nada foi enviado.')
  expect(await findFaults(page)).toEqual([])
  await page.unroute(/sha256=/)
  await button(page, 'Escolher o arquivo de novo').click()

  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'clientes.csv')
  await writeFile(file, spreadsheet({ rows: 50 }))
  await page.getByLabel('Escolher arquivo').setInputFiles(file)
  await status(page, '50 linhas, 4 colunas')
  await next(page)
  expect(await page.getByLabel('Variável 2').inputValue()).toBe('Valor')
  await next(page)
  await button(page, /Válidas/).waitFor()
  await next(page)
  await button(page, 'Pular o teste').click()
  expect(await page.getByLabel('Nome da campanha').inputValue()).toBe('Outra')
  await writeFile(file, spreadsheet({ rows: 51 }))
  await sendAll(page)
  // Chromium sees that a file has changed by its time, unless that is the same second; then the service sees it.
  await status(page, /^O arquivo não (?:pode mais ser lido|é mais o que foi conferido)/)
  const { batches } = await stack.client.listBatches({ params: { account: stack.account } })
  expect(batches.filter(({ name }) => name === 'Outra')).toEqual([])
})

test('a session that ends midway is told, and who logs in again finds the file and all that was chosen; nobody else does', async ({
  visit,
  stack,
}) => {
  const { page, context } = await visit('/new', { as: 'ana' })
  const isOver = () => status(page, 'Sua sessão terminou')
  /** Ends it, and goes on as who does not know; unless what the page asks by itself tells it before. */
  const endBefore = async (press: () => Promise<unknown>) => {
    await context.request.delete(`${stack.origin}/session`, { headers: { origin: stack.origin } })
    await Promise.any([press(), isOver()])
    await isOver()
  }
  const number = page.getByLabel('Seu número, com DDD')
  const tryOut = () => button(page, 'Enviar teste').click()
  await goToTest(page)
  await number.fill('(11) 98765-4321')
  await endBefore(tryOut)
  expect(await page.getByText('clientes.csv').count()).toBe(0)
  await logIn(page, stack.users.ana)
  await status(page, 'Sua sessão tinha terminado')
  await number.waitFor()
  expect(await findFaults(page)).toEqual([])
  await button(page, 'Pular o teste').click()
  await page.getByLabel('Nome da campanha').fill('Interrompida')
  await endBefore(() => sendAll(page))
  await logIn(page, stack.users.ana)
  expect(await page.getByLabel('Nome da campanha').inputValue()).toBe('Interrompida')
  await sendAll(page)
  await heading(page, 'Interrompida').waitFor()

  await page.goto(addressOf(stack, '/new'))
  await goToTest(page)
  await number.fill('(11) 98765-4321')
  await endBefore(tryOut)
  await logIn(page, stack.users.envio)
  await status(page, 'Qual é a planilha?')
  expect(await page.getByText('Sua sessão tinha terminado').count()).toBe(0)
})

test('when and how is chosen, what is wrong with it is told, and so the campaign goes', async ({
  visit,
  stack,
}) => {
  const { page } = await visit('/new', { as: 'ana' })
  await goToTerms(page)
  await status(page, 'Horário de envio da conta')
  await status(page, 'Nenhuma mensagem espera por isso.')
  await page.getByLabel('Nome da campanha').fill('Amanhã')
  await page.getByLabel('Em um horário').check()
  for (const [time, told] of [
    ['2020-01-01T10:00', 'Escolha um horário que ainda não passou.'],
    ['2099-01-01T10:00', 'Escolha um horário dentro de um ano.'],
  ] as const) {
    await page.getByLabel('Data e hora').fill(time)
    await sendAll(page)
    await status(page, told)
  }
  const time = new Date(Date.now() + 86_400_000).toISOString().slice(0, 16)
  await page.getByLabel('Data e hora').fill(time)
  await page.getByLabel('Testar com as primeiras mensagens antes do resto').check()
  await page.getByLabel('Quantas primeiras').fill('5')
  await page.getByLabel('Um ritmo só desta campanha').check()
  await page.getByLabel('Mensagens por minuto, no máximo').fill('30')
  const end = page.locator('dd[aria-live]')
  await expect.poll(() => end.textContent()).toMatch(/^\d\d\/\d\d, \d\d:\d\d$/)
  expect(await findFaults(page)).toEqual([])
  await sendAll(page)
  await heading(page, 'Amanhã').waitFor()
  await status(page, 'Agendada')
  const { batches } = await stack.client.listBatches({ params: { account: stack.account } })
  expect(batches.find(({ name }) => name === 'Amanhã')).toMatchObject({
    ...{ state: 'scheduled', total: 49, maxPerMinute: 30 },
    sendAt: new Date(`${time}:00-03:00`).toISOString(),
  })
})

test('corrections go into their campaign: refused rows are downloaded, and what it has does not go again', async ({
  visit,
  stack,
}) => {
  const { id } = await stack.producer.importCsv(
    'to,namespace,elementName\n5511900040001,default,aviso\n12,default,aviso\n5511900040003,default,aviso',
  )
  const { page } = await visit(`/campaigns/${id}`, { as: 'ana' })
  await status(page, '1 linha foi recusada na importação.')
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(page, 'Baixar linhas recusadas').click(),
  ])
  expect(await readFile(await download.path(), 'utf8')).toMatch(/"3";"to";/)

  await link(page, 'Corrigir e completar').first().click()
  await page.getByLabel('Escolher arquivo').setInputFiles({
    ...{ name: 'corrigida.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(
      'to,namespace,elementName\n5511900040001,default,aviso\n5511900040002,default,aviso\n5511900040003,default,aviso',
    ),
  })
  await status(page, '3 linhas, 3 colunas')
  await next(page)
  await next(page)
  await button(page, /Já na campanha/).waitFor()
  expect(await button(page, /Já na campanha/).textContent()).toContain('2')
  expect(await findFaults(page)).toEqual([])
  await next(page)
  await button(page, 'Enviar 1 mensagem').click()
  await heading(page, 'Sem nome (CSV)').waitFor()
  await expect.poll(async () => (await stack.producer.batch(id))?.total).toBe(3)
})
