import { spreadsheet } from '../browser/sample-rows.js'
import type { Camera } from './camera.js'

/** From a spreadsheet to the moment before it is sent, a picture of each step. */
export async function takeWizard({ page, take }: Camera, newCampaign: string): Promise<void> {
  const press = (name: string | RegExp) => page.getByRole('button', { name }).first().click()
  const onward = () => press('Continuar')
  await page.goto(newCampaign)
  await page.getByLabel('Escolher arquivo').setInputFiles({
    name: 'clientes-novembro.csv',
    mimeType: 'text/csv',
    buffer: Buffer.from(spreadsheet({ rows: 1_234 })),
  })
  await page.getByText('1.234 linhas, 4 colunas').waitFor()
  await take('new-file')
  await onward()

  await page.getByLabel('Modelo').selectOption({ label: 'boleto_vencido (pt_BR)' })
  await page.getByLabel('Variável 2').selectOption('Valor')
  await page.getByLabel('Variável 3').selectOption('Vencimento')
  await take('new-columns')
  await onward()

  await page.locator('td[data-wrong]').first().waitFor()
  await take('new-check')
  await press(/^Linha 51:/)
  await page
    .getByRole('dialog')
    .getByText(/boleto de R\$/)
    .waitFor()
  await take('new-preview')
  await page.keyboard.press('Escape')
  await onward()

  await page.getByLabel('Seu número, com DDD').waitFor()
  await take('new-test')
  await press('Pular o teste')
  await page.getByLabel('Nome da campanha').fill('Boletos de novembro')
  await page.getByText('R$').first().waitFor()
  await take('new-when')
}
