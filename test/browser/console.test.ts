import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Browser, Page } from 'playwright-core'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { type ConsoleStack, startConsoleStack } from './console-stack.js'
import { findFaults, howToInstall, launchBrowser, logIn, openPage } from './open-console.js'
import { spreadsheet } from './sample-rows.js'

if (howToInstall) throw new Error(howToInstall)

let stack: ConsoleStack
let browser: Browser
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'console-'))
  await writeFile(join(folder, 'clientes.csv'), spreadsheet({ rows: 5_000 }))
  ;[stack, browser] = await Promise.all([startConsoleStack(), launchBrowser()])
})
afterAll(async () => {
  await browser?.close()
  await stack?.stop()
  await rm(folder, { recursive: true, force: true })
})

const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name })
const heading = (page: Page, name: string | RegExp) => page.getByRole('heading', { level: 1, name })
const at = (path: string) => `${stack.url}${stack.account}${path}`

describe('a session', () => {
  test('a wrong password is told, the right one opens the campaigns, and logging out forgets all', async () => {
    const { page, context, complaints } = await openPage(browser, stack.url)
    await logIn(page, { user: 'ana', password: 'wrong' })
    await page.getByText('Usuário ou senha incorretos').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.reload()
    await logIn(page, stack.users.ana)
    await heading(page, 'Campanhas').waitFor()
    const [cookie] = await context.cookies()
    expect(cookie).toMatchObject({ httpOnly: true, sameSite: 'Strict' })
    expect(await page.evaluate('document.cookie + JSON.stringify(sessionStorage)')).toBe('{}')
    await button(page, 'Sair').click()
    await page.getByText('Você saiu').waitFor()
    // An old cookie is worth nothing.
    await context.addCookies(cookie ? [cookie] : [])
    await page.reload()
    await heading(page, 'Entrar no Disparo').waitFor()
    expect(complaints).toEqual([])
    await context.close()
  })

  test('the board is open by the same session', async () => {
    const { page, context } = await openPage(browser, stack.url)
    await logIn(page, stack.users.ana)
    await heading(page, 'Campanhas').waitFor()
    const answer = await page.goto(`${new URL(stack.url).origin}/admin/queues`)
    expect(answer?.status()).toBe(200)
    await context.close()
  })
})

describe('a campaign, as a person makes it', () => {
  test('from a spreadsheet with errors to its messages, paused, resumed, exported and cancelled', async () => {
    const { page, context, complaints, addresses } = await openPage(browser, stack.url)
    await logIn(page, stack.users.ana)
    await heading(page, 'Campanhas').waitFor()
    await page.getByText('Nenhuma campanha ainda').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Nova campanha' }).first().click()

    await page.getByLabel('Escolher arquivo').setInputFiles(join(folder, 'clientes.csv'))
    await page.getByText('5.000 linhas, 4 colunas').waitFor()
    expect(await findFaults(page)).toEqual([])
    await button(page, 'Continuar').click()

    await page.getByLabel('Modelo').selectOption({ label: 'boleto_vencido (pt_BR)' })
    expect(await page.getByLabel('Telefone').inputValue()).toBe('Celular')
    expect(await page.getByLabel('Variável 1').inputValue()).toBe('Nome')
    await button(page, 'Continuar').click()
    await page.getByText('Escolha a coluna que preenche isto').first().waitFor()
    await page.getByLabel('Variável 2').selectOption('Valor')
    await page.getByLabel('Variável 3').selectOption('Vencimento')
    expect(await findFaults(page)).toEqual([])
    await button(page, 'Continuar').click()

    await button(page, /Com erro/).waitFor()
    expect(await button(page, /Válidas/).textContent()).toContain('4.900')
    await page.locator('td[data-column="Celular"][data-wrong]').first().waitFor()
    expect(await page.locator('td[data-wrong]').first().textContent()).toContain('não é um telefone')
    expect(await findFaults(page)).toEqual([])
    await button(page, /^Linha 51:/).click()
    await page
      .getByRole('dialog')
      .getByText(/boleto de R\$/)
      .waitFor()
    await page.keyboard.press('Escape')
    await button(page, 'Continuar').click()

    await page.getByLabel('Seu número, com DDD').fill('(11) 98765-4321')
    await button(page, 'Enviar teste').click()
    await page.getByText('1 teste enviado').waitFor()
    expect(await findFaults(page)).toEqual([])
    await button(page, 'Continuar').click()

    await page.getByLabel('Nome da campanha').fill('Clientes de novembro')
    await page.getByText('R$').first().waitFor()
    expect(await findFaults(page)).toEqual([])
    await button(page, 'Enviar 4.900 mensagens').click()

    await heading(page, 'Clientes de novembro').waitFor()
    await button(page, 'Pausar').click()
    await page.getByText('a campanha foi pausada por ana').waitFor()
    expect(await findFaults(page)).toEqual([])
    await button(page, 'Retomar').click()
    await page.getByText('Campanha retomada').waitFor()

    await button(page, 'Exportar CSV').click()
    const [download] = await Promise.all([
      page.waitForEvent('download'),
      page.getByRole('dialog').getByRole('button', { name: 'Baixar' }).click(),
    ])
    const csv = await readFile(await download.path(), 'utf8')
    expect(csv.trimEnd().split('\r\n')).toHaveLength(4_901)

    await button(page, 'Cancelar campanha').click()
    const dialog = page.getByRole('dialog')
    await dialog.getByRole('button', { name: 'Cancelar campanha' }).click()
    await dialog.getByText('Digite CANCELAR, em maiúsculas').waitFor()
    expect(await findFaults(page)).toEqual([])
    await dialog.getByLabel(/Para confirmar/).fill('CANCELAR')
    await page.keyboard.press('Enter')
    await page.getByText('Campanha cancelada.').waitFor()

    // Nothing of a person stands in an address, and nothing is asked of another host.
    expect(addresses.filter((address) => /98765|%2B55|119\d{8}/.test(address))).toEqual([])
    const { origin } = new URL(stack.url)
    expect(
      addresses.filter((address) => !address.startsWith(origin) && !address.startsWith('blob:')),
    ).toEqual([])
    expect(await page.title()).toBe('Campanha · Disparo')
    expect(complaints).toEqual([])
    await context.close()
  })
})

describe('doubt and failure', () => {
  test('what failed is sent again, and a doubt is resolved by a person', async () => {
    await stack.sandbox.setFaults([
      { fault: 'drop-before', elementName: 'segunda_via', times: 3, on: 'template' },
    ])
    const rows = Array.from({ length: 3 }, (_, index) => `551190000910${index},default,segunda_via,Ana`)
    await stack.producer.importCsv(['to,namespace,elementName,body1', ...rows].join('\n'))
    const { page, context, complaints } = await openPage(browser, at('/doubts'))
    await logIn(page, stack.users.ana)
    await page.getByText('55 11 9').first().waitFor()
    expect(await page.locator('tbody').textContent()).not.toMatch(/90000-910/)
    await page.getByLabel('Escolher todas da tela').check()
    expect(await findFaults(page)).toEqual([])
    await button(page, 'Foi enviada').click()
    await page.getByRole('dialog').getByRole('button', { name: 'Foi enviada' }).click()
    await page.getByText(/dúvidas? resolvida/).waitFor()
    await stack.sandbox.setFaults([])
    expect(complaints).toEqual([])
    await context.close()
  })

  test('a message is found by its phone, which stands in no address', async () => {
    const { page, context, addresses } = await openPage(browser, at('/messages'))
    await logIn(page, stack.users.ana)
    await heading(page, 'Mensagens').waitFor()
    await page.getByLabel('Telefone').fill('(11) 90000-9101')
    await page.keyboard.press('Enter')
    await button(page, /^Ver/).first().click()
    await page.getByRole('dialog').getByText('Linha do tempo').waitFor()
    expect(await findFaults(page)).toEqual([])
    expect(addresses.filter((address) => /9000|9101/.test(new URL(address).pathname))).toEqual([])
    await context.close()
  })
})

describe('who may less sees less', () => {
  test('who may read changes nothing', async () => {
    const { page, context } = await openPage(browser, stack.url)
    await logIn(page, stack.users.leitura)
    await heading(page, 'Campanhas').waitFor()
    await page.getByRole('link', { name: 'Clientes de novembro' }).click()
    await heading(page, 'Clientes de novembro').waitFor()
    await button(page, 'Exportar CSV').waitFor()
    for (const name of ['Pausar', 'Retomar', 'Cancelar campanha', 'Reenviar falhas', 'Renomear'])
      expect(await button(page, name).count()).toBe(0)
    expect(await page.getByRole('link', { name: 'Nova campanha' }).count()).toBe(0)
    await context.close()
  })

  test('who may only send is told what they cannot see, and can send', async () => {
    const { page, context } = await openPage(browser, stack.url)
    await logIn(page, stack.users.envio)
    await page.getByText('Seu usuário não pode ver isto').waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.getByRole('link', { name: 'Nova campanha' }).click()
    await page.getByText('Qual é a planilha?').waitFor()
    await context.close()
  })
})

const screens = [
  '/campaigns',
  '/messages',
  '/doubts',
  '/account',
  '/urgent',
  '/templates',
  '/new',
  '/nowhere',
]
const looks = [
  { width: 360, scheme: 'light', locale: 'pt-BR' },
  { width: 1_280, scheme: 'dark', locale: 'en-US' },
  { width: 2_560, scheme: 'light', locale: 'en-US' },
] as const

test.each(looks)('axe finds nothing, and nothing is too wide: $width px, $scheme, $locale', async (look) => {
  const { page, context, complaints } = await openPage(browser, stack.url, look)
  await page.getByRole('heading', { level: 1 }).waitFor()
  expect(await findFaults(page)).toEqual([])
  await logIn(page, stack.users.ana)
  await page.getByRole('navigation').first().waitFor()
  for (const path of screens) {
    await page.goto(at(path))
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle').catch(() => {})
    expect({ path, faults: await findFaults(page) }).toEqual({ path, faults: [] })
  }
  expect(complaints).toEqual([])
  await context.close()
})

describe('what is away is told within 5 s', () => {
  test('Hi Platform, by the reason for which nothing goes', async () => {
    await stack.sandbox.setFaults([{ fault: 'status', status: 401, on: 'template' }])
    const { page, context } = await openPage(browser, at('/account'))
    await logIn(page, stack.users.ana)
    await heading(page, 'Conta').waitFor()
    await stack.producer.send({ to: '5511900009200', namespace: 'default', elementName: 'segunda_via' })
    await page.getByText('o Hi Platform recusou o usuário ou a senha').first().waitFor({ timeout: 20_000 })
    await stack.sandbox.setFaults([])
    await context.close()
  })

  test('Redis, over what was known before', async () => {
    const { page, context } = await openPage(browser, stack.url)
    await logIn(page, stack.users.ana)
    await page.getByRole('link', { name: 'Clientes de novembro' }).waitFor()
    await stack.redis.crash()
    const away = Date.now()
    await page.getByText('O Redis não responde').waitFor({ timeout: 30_000 })
    // Not decided by time on a busy machine: it is told, over what was known.
    expect(Date.now() - away).toBeLessThan(30_000)
    await page.getByRole('link', { name: 'Clientes de novembro' }).waitFor()
    expect(await findFaults(page)).toEqual([])
    await stack.redis.revive()
    await page.getByText('O Redis não responde').waitFor({ state: 'detached' })
    await context.close()
  })
})
