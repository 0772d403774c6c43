import type { Page } from 'playwright-core'
import { button, dialogOf, status } from './person.js'
import { spreadsheet } from './sample-rows.js'

/** Goes through all steps of a new campaign, in either language, and has each looked at; nothing is sent. */
export async function walkWizard(page: Page, see: (name: string) => Promise<void>): Promise<void> {
  const next = () => button(page, /^(?:Continuar|Continue)$/).click()
  await see('new')
  const choose = (name: string, content: string) =>
    page
      .locator('input[type=file]')
      .setInputFiles({ name, mimeType: 'text/csv', buffer: Buffer.from(content) })
  await choose('clientes.csv', '"')
  await page.getByRole('alert').waitFor()
  await see('new-file-broken')
  await choose('clientes.csv', spreadsheet({ rows: 60 }))
  await status(page, /^60 (?:linhas|rows), 4 (?:colunas|columns)$/)
  await see('new-file')
  await next()

  await page.getByLabel(/^(?:Modelo|Template)$/).selectOption({ label: 'boleto_vencido (pt_BR)' })
  await next()
  await see('new-columns-missing')
  await page.getByLabel(/^Vari\S+ 2$/).selectOption('Valor')
  await page.getByLabel(/^Vari\S+ 3$/).selectOption('Vencimento')
  await see('new-columns')
  await next()

  await page.locator('td[data-wrong]').first().waitFor()
  await see('new-check')
  await button(page, /^(?:Linha|Line) 51:/).click()
  await dialogOf(page).waitFor()
  await see('new-row')
  await page.keyboard.press('Escape')
  await next()
  await see('new-test')
  await button(page, /^(?:Pular o teste|Skip the test)$/).click()
  await status(page, 'R$')
  await see('new-when')
  await page.getByLabel(/^(?:Em um horário|At a time)$/).check()
  await page.getByLabel(/^(?:Testar com as primeiras|Try the first)/).check()
  await page.getByLabel(/^(?:Um ritmo|A pace)/).check()
  await button(page, /^(?:Enviar 59 mensagens|Send 59 messages)$/).click()
  await page.locator('[aria-invalid]').waitFor()
  await see('new-when-wrong')
}
