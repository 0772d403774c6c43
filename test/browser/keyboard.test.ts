import type { Locator, Page } from 'playwright-core'
import { expect } from 'vitest'
import { test } from './console-test.js'
import { logIn } from './open-console.js'
import { button, dialogOf, heading, link, status } from './person.js'
import { spreadsheet } from './sample-rows.js'

const mostStops = 150

const isFocused = async (page: Page, target: Locator) =>
  (await target.and(page.locator(':focus')).count()) > 0

/** Presses Tab until that is reached. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await target.waitFor()
  for (let stop = 0; stop < mostStops; stop += 1) {
    if (await isFocused(page, target)) return
    await page.keyboard.press('Tab')
  }
  throw new Error(`Not reached by the keyboard: ${target}`)
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.press('Enter')
}

async function type(page: Page, target: Locator, text: string): Promise<void> {
  await tabTo(page, target)
  await page.keyboard.type(text)
}

/** Where the focus is, in words; `''` where it was lost. */
async function expectFocus(page: Page, text: string | RegExp): Promise<void> {
  const focused = `(document.activeElement === document.body ? '' : document.activeElement?.textContent ?? '')`
  await expect.poll(() => page.evaluate(focused)).toMatch(text)
}

test('all of a campaign is done by the keyboard, and the focus is never lost', async ({ visit, stack }) => {
  const { page } = await visit()
  await heading(page, 'Entrar no Disparo').waitFor()
  await type(page, page.getByLabel('Usuário'), 'ana')
  await page.keyboard.press('Tab')
  await page.keyboard.type('wrong')
  await page.keyboard.press('Enter')
  await expectFocus(page, 'Usuário ou senha incorretos')
  await page.reload()
  await heading(page, 'Entrar no Disparo').waitFor()
  await logIn(page, stack.users.ana)
  await expectFocus(page, /^Campanhas$/)
  await press(page, link(page, 'Nova campanha').first())
  await expectFocus(page, /^Nova campanha$/)

  await chooseFile(page)
  await mapColumns(page)
  await lookAtARow(page)
  await tryOnOneself(page)
  await press(page, button(page, 'Enviar 1.960 mensagens'))
  await expectFocus(page, /^clientes$/)

  await press(page, button(page, 'Pausar'))
  await status(page, 'a campanha foi pausada por ana')
  await expectFocus(page, /Campanha pausada/)
  await press(page, button(page, 'Exportar CSV'))
  await dialogOf(page).waitFor()
  await page.keyboard.press('Escape')
  await expectFocus(page, /^Exportar CSV$/)
  await cancel(page)
  await press(page, link(page, '← Campanhas'))
  await expectFocus(page, /^Campanhas$/)
  await press(page, button(page, 'Sair'))
  await expectFocus(page, /^Você saiu/)
})

test('who comes by the keyboard can go past the menu at once', async ({ visit }) => {
  const { page } = await visit('/account', { as: 'ana' })
  await heading(page, 'Conta').waitFor()
  await page.evaluate('document.activeElement.blur()')
  await press(page, link(page, 'Pular para o conteúdo'))
  expect(await isFocused(page, page.locator('main'))).toBe(true)
})

async function chooseFile(page: Page): Promise<void> {
  const choosing = page.waitForEvent('filechooser')
  await press(page, page.getByLabel('Escolher arquivo'))
  await (await choosing).setFiles({
    ...{ name: 'clientes.csv', mimeType: 'text/csv' },
    buffer: Buffer.from(spreadsheet({ rows: 2_000 })),
  })
  await status(page, '2.000 linhas, 4 colunas')
  await press(page, button(page, 'Continuar'))
  await expectFocus(page, /^O que é cada coluna\?$/)
}

async function mapColumns(page: Page): Promise<void> {
  await type(page, page.getByLabel('Modelo'), 'boleto')
  await type(page, page.getByLabel('Variável 2'), 'Valor')
  await type(page, page.getByLabel('Variável 3'), 'Venc')
  await press(page, button(page, 'Continuar'))
  await expectFocus(page, /^Confira antes de enviar$/)
}

/** A dialog keeps the focus inside, and gives it back. */
async function lookAtARow(page: Page): Promise<void> {
  const row = button(page, /^Linha 51:/)
  await press(page, row)
  await dialogOf(page).waitFor()
  await expectFocusInside(page)
  await page.keyboard.press('Escape')
  await dialogOf(page).waitFor({ state: 'detached' })
  expect(await isFocused(page, row)).toBe(true)
  await press(page, button(page, 'Continuar'))
  await expectFocus(page, /^Enviar teste para mim$/)
}

async function tryOnOneself(page: Page): Promise<void> {
  await type(page, page.getByLabel('Seu número, com DDD'), '(11) 98765-4321')
  await page.keyboard.press('Enter')
  await status(page, '1 teste enviado')
  await press(page, button(page, 'Continuar'))
  await expectFocus(page, /^Quando e como$/)
}

async function cancel(page: Page): Promise<void> {
  await press(page, button(page, 'Cancelar campanha'))
  await dialogOf(page).waitFor()
  await expectFocusInside(page)
  await type(page, dialogOf(page).getByLabel(/Para confirmar/), 'CANCELAR')
  await page.keyboard.press('Enter')
  await status(page, 'Campanha cancelada.')
  await expectFocus(page, /Campanha cancelada/)
}

async function expectFocusInside(page: Page): Promise<void> {
  const isInside = `document.querySelector('dialog').contains(document.activeElement)`
  await expect.poll(() => page.evaluate(isInside)).toBe(true)
}
