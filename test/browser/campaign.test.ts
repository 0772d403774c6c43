import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from './console-test.js'
import { findFaults } from './find-faults.js'
import { logIn } from './open-console.js'
import { button, dialogOf, goBy, heading, link, status } from './person.js'
import { spreadsheet } from './sample-rows.js'

// So that what fails has failed at once.
test.override('stackOptions', { account: { maxAttempts: 1 } })

/** The first person of the spreadsheet: for them Hi Platform is not there. */
const unlucky = '5511980000000'

test('a campaign from a spreadsheet with errors to its end: mapped, checked, tried, sent, watched, paused, retried, exported, cancelled', async ({
  visit,
  stack,
  onTestFinished,
}) => {
  const file = await writeSpreadsheet(onTestFinished)
  const { page } = await visit()
  await logIn(page, stack.users.ana)
  await heading(page, 'Campanhas').waitFor()
  await status(page, 'Nenhuma campanha ainda')
  await link(page, 'Nova campanha').first().click()

  await chooseFile(page, file)
  await mapColumns(page)
  await lookAtErrors(page)
  await tryOnOneself(page)

  await stack.sandbox.setFaults([{ fault: 'status', status: 503, to: unlucky, on: 'template' }])
  await page.getByLabel('Nome da campanha').fill('Clientes de novembro')
  await page.getByText('R$').first().waitFor()
  expect(await findFaults(page)).toEqual([])
  await button(page, 'Enviar 4.900 mensagens').click()

  await heading(page, 'Clientes de novembro').waitFor()
  expect(await page.title()).toBe('Campanha · Disparo')
  await watch(page)
  await pause(page)
  await retry(page, () => stack.sandbox.setFaults([]))
  expect(await exportAll(page)).toBe(4_901)
  await button(page, 'Retomar').click()
  await status(page, 'Campanha retomada')
  await cancel(page)

  await goBy(page, 'Campanhas')
  await link(page, 'Clientes de novembro').waitFor()
  await button(page, 'Sair').click()
  await status(page, 'Você saiu')
})

async function writeSpreadsheet(onTestFinished: (end: () => Promise<void>) => void): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'console-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  const file = join(folder, 'clientes.csv')
  await writeFile(file, spreadsheet({ rows: 5_000 }))
  return file
}

async function chooseFile(page: Page, file: string): Promise<void> {
  await page.getByLabel('Escolher arquivo').setInputFiles(file)
  await status(page, '5.000 linhas, 4 colunas')
  expect(await findFaults(page)).toEqual([])
  await button(page, 'Continuar').click()
}

async function mapColumns(page: Page): Promise<void> {
  await page.getByLabel('Modelo').selectOption({ label: 'boleto_vencido (pt_BR)' })
  expect(await page.getByLabel('Telefone').inputValue()).toBe('Celular')
  expect(await page.getByLabel('Variável 1').inputValue()).toBe('Nome')
  await button(page, 'Continuar').click()
  await status(page, 'Escolha a coluna que preenche isto')
  await page.getByLabel('Variável 2').selectOption('Valor')
  await page.getByLabel('Variável 3').selectOption('Vencimento')
  expect(await findFaults(page)).toEqual([])
  await button(page, 'Continuar').click()
}

async function lookAtErrors(page: Page): Promise<void> {
  await button(page, /Com erro/).waitFor()
  expect(await button(page, /Válidas/).textContent()).toContain('4.900')
  expect(await button(page, /Com erro/).textContent()).toContain('100')
  const wrong = page.locator('td[data-column="Celular"][data-wrong]').first()
  await wrong.waitFor()
  expect(await wrong.textContent()).toContain('não é um telefone')
  expect(await findFaults(page)).toEqual([])
  await button(page, /^Linha 51:/).click()
  await dialogOf(page)
    .getByText(/boleto de R\$/)
    .waitFor()
  await page.keyboard.press('Escape')
  await button(page, 'Continuar').click()
}

async function tryOnOneself(page: Page): Promise<void> {
  await page.getByLabel('Seu número, com DDD').fill('(11) 98765-4321')
  await button(page, 'Enviar teste').click()
  await status(page, '1 teste enviado')
  expect(await findFaults(page)).toEqual([])
  await button(page, 'Continuar').click()
}

/** Its count grows before one's eyes. */
async function watch(page: Page): Promise<void> {
  const accepted = page.getByText(/^[1-9][\d.]* aceitas de 4\.900$/)
  const first = await accepted.textContent()
  await expect.poll(() => accepted.textContent()).not.toBe(first)
}

async function pause(page: Page): Promise<void> {
  await button(page, 'Pausar').click()
  await status(page, 'a campanha foi pausada por ana')
  expect(await findFaults(page)).toEqual([])
}

/** What fails is told with its reason, and goes again once Hi Platform is back for it. */
async function retry(page: Page, recover: () => Promise<void>): Promise<void> {
  await button(page, 'Reenviar falhas').waitFor()
  await status(page, 'O Hi Platform estava fora do ar.')
  await recover()
  await button(page, 'Reenviar falhas').click()
  await button(dialogOf(page), 'Reenviar').click()
  await dialogOf(page)
    .getByText(/^1 mensagem voltou para a fila\.$/)
    .waitFor()
  await button(dialogOf(page), 'Fechar').last().click()
  await status(page, 'Nada falhou.')
}

/** @returns how many lines the file has */
async function exportAll(page: Page): Promise<number> {
  await button(page, 'Exportar CSV').click()
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    button(dialogOf(page), 'Baixar').click(),
  ])
  const csv = await readFile(await download.path(), 'utf8')
  return csv.trimEnd().split('\r\n').length
}

async function cancel(page: Page): Promise<void> {
  await button(page, 'Cancelar campanha').click()
  const dialog = dialogOf(page)
  await button(dialog, 'Cancelar campanha').click()
  await dialog.getByText('Digite CANCELAR, em maiúsculas').waitFor()
  expect(await findFaults(page)).toEqual([])
  await dialog.getByLabel(/Para confirmar/).fill('CANCELAR')
  await page.keyboard.press('Enter')
  await status(page, 'Campanha cancelada.')
}
