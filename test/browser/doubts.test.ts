import { readFile } from 'node:fs/promises'
import { expect } from 'vitest'
import type { ConsoleStack } from './console-stack.js'
import { test } from './console-test.js'
import { findFaults } from './find-faults.js'
import { button, dialogOf, goBy, heading, link, status } from './person.js'

const people = Array.from({ length: 4 }, (_, index) => `551190000910${index}`)

/** Messages of which nobody knows whether they went: their connections ended before an answer. */
async function makeDoubts({ sandbox, producer }: ConsoleStack): Promise<void> {
  await sandbox.setFaults([
    { fault: 'drop-before', elementName: 'segunda_via', times: people.length, on: 'template' },
  ])
  const rows = people.map((to, index) => `${to},default,segunda_via,Ana,pedido-${index}`)
  await producer.importCsv(['to,namespace,elementName,body1,reference', ...rows].join('\n'))
}

test('doubts are resolved one by one and many at once, and what a person says is what becomes of them', async ({
  visit,
  stack,
}) => {
  await makeDoubts(stack)
  const { page } = await visit('/doubts', { as: 'ana' })
  const chosen = page.locator('tbody').getByRole('checkbox')
  await expect.poll(() => chosen.count()).toBe(people.length)
  expect(await page.locator('tbody').textContent()).not.toMatch(/90000-910/)
  await status(page, 'Uma pessoa: a conta pede isso')
  expect(await findFaults(page)).toEqual([])

  await chosen.first().check()
  await button(page, 'Enviar de novo').click()
  await dialogOf(page)
    .getByText(/a pessoa recebe duas vezes/)
    .waitFor()
  expect(await findFaults(page)).toEqual([])
  await button(dialogOf(page), 'Enviar de novo').click()
  await status(page, '1 dúvida resolvida.')

  await page.getByLabel('Escolher todas da tela').check()
  await button(page, 'Foi enviada').click()
  await button(dialogOf(page), 'Foi enviada').click()
  await status(page, '3 dúvidas resolvidas.')
  await status(page, 'Nada em dúvida')

  const sent = async () => (await stack.sandbox.allMessages()).filter(({ to }) => people.includes(to)).length
  await expect.poll(sent).toBe(1)
})

test('a message is found by phone, key or reference, and shows what became of it and when', async ({
  visit,
  stack,
}) => {
  const { id } = await stack.producer.send(
    { to: '5511900009200', namespace: 'default', elementName: 'segunda_via', reference: 'pedido-77' },
    { key: 'pedido 77, aviso' },
  )
  const { page } = await visit('/messages', { as: 'ana' })
  for (const [kind, label, text] of [
    ['to', 'Telefone', '(11) 90000-9200'],
    ['key', 'Chave', 'pedido 77, aviso'],
    ['reference', 'Referência', 'pedido-77'],
  ] as const) {
    await page.getByLabel('Buscar por').selectOption(kind)
    await page.getByLabel(label).fill(text)
    await page.keyboard.press('Enter')
    await status(page, /^1 encontrada, as mais novas primeiro$/)
    await button(page, /^Ver/).first().click()
    await dialogOf(page).getByText('Linha do tempo').waitFor()
    await dialogOf(page).getByText(id).waitFor()
    expect(await findFaults(page)).toEqual([])
    await page.keyboard.press('Escape')
  }
  await page.getByLabel('Buscar por').selectOption('to')
  await page.getByLabel('Telefone').fill('12')
  await page.keyboard.press('Enter')
  await status(page, 'Não é um telefone')
})

test('a person is suppressed, gets nothing, and is let in again', async ({ visit, stack }) => {
  const { page } = await visit('', { as: 'ana' })
  await goBy(page, 'Bloqueios')
  await status(page, 'Nenhum bloqueio ainda')
  const find = async () => {
    await page.getByLabel('Telefone').fill('(11) 90000-9300')
    await button(page, 'Buscar').click()
  }
  await find()
  await status(page, 'Esta pessoa não está bloqueada')
  await button(page, 'Bloquear').click()
  await status(page, 'Pessoa bloqueada')
  await status(page, /^1 bloqueio nesta conta$/)
  expect(await findFaults(page)).toEqual([])

  const { id } = await stack.producer.importCsv(
    'to,namespace,elementName,body1,body2\n5511900009300,cd551e83_8455_45fd_a2ff_35ef6a51f3c6,oferta_novembro,Ana,30%',
  )
  await expect.poll(async () => (await stack.producer.batch(id))?.counts.suppressed).toBe(1)

  // The list has one for each person, which is called by them.
  await button(page, /^Desbloquear$/).click()
  expect(await findFaults(page)).toEqual([])
  await button(dialogOf(page), 'Desbloquear').click()
  await dialogOf(page).getByText('Escreva o porquê.').waitFor()
  await dialogOf(page).getByRole('textbox').fill('pediu para voltar')
  await page.keyboard.press('Enter')
  await status(page, 'Esta pessoa não está bloqueada')
  await page.getByText('pediu para voltar').first().waitFor()

  await goBy(page, 'Campanhas')
  await link(page, 'Sem nome (CSV)').first().waitFor()
  await button(page, 'Sair').click()
  await heading(page, 'Entrar no Disparo').waitFor()
})

test('a list is imported whole or not at all, what is wrong is told by its line in the language of the screen, and it is lifted as a whole', async ({
  visit,
}) => {
  const { page } = await visit('/suppressions', { as: 'ana' })
  const dialog = dialogOf(page)
  const choose = (content: string) =>
    dialog.getByLabel('Arquivo (.csv, .tsv, .xlsx)').setInputFiles({
      ...{ name: 'nao-me-ligue.csv', mimeType: 'text/csv' },
      buffer: Buffer.from(content),
    })
  const submit = () => button(dialog, 'Importar').click()
  await button(page, 'Importar lista').click()
  await submit()
  await dialog.getByText('Escolha o arquivo.').waitFor()
  await choose(
    'telefone,since,until\n12,,\n5511900009401,2099-01-01T00:00:00Z,\n5511900009402,,2001-01-01T00:00:00Z\n',
  )
  await dialog.getByLabel('Motivo').selectOption({ label: 'Lista legal' })
  await submit()
  await dialog.getByText('Diga qual lista legal é.').waitFor()
  await dialog.getByLabel('Nome da lista').fill('nao-me-ligue')
  await submit()
  await dialog.getByText('Com erro: 3 de 3 linhas. Ninguém foi importado.').waitFor()
  for (const [line, told] of [
    ['2', /telefone/],
    ['3', /since: a data ainda não chegou$/],
    ['4', /until: o prazo já passou$/],
  ] as const)
    expect(await dialog.locator('tbody tr', { hasText: told }).locator('th').textContent()).toBe(line)
  expect(await findFaults(page)).toEqual([])

  await choose('telefone\n5511900009401\n5511900009402\n5511900009403\n')
  await submit()
  await dialog.getByText('3 pessoas bloqueadas agora; já bloqueadas antes: 0.').waitFor()
  await button(dialog, 'Fechar').last().click()

  const exported = page.getByRole('button', { name: 'Exportar CSV' }).or(link(page, 'Exportar CSV'))
  const [download] = await Promise.all([page.waitForEvent('download'), exported.click()])
  const lines = (await readFile(await download.path(), 'utf8')).trimEnd().split(/\r?\n/)
  expect(lines.filter((line) => line.includes('nao-me-ligue'))).toHaveLength(3)

  await button(page, 'Importar lista').click()
  await choose('telefone\n5511900009401\n')
  await dialog.getByLabel('Motivo').selectOption({ label: 'Lista legal' })
  await dialog.getByLabel('Nome da lista').fill('nao-me-ligue')
  await dialog.getByLabel('Retirar quem estava na anterior e não está nesta').check()
  await submit()
  await dialog.getByText(/^Ninguém foi importado: sairia mais da metade da lista/).waitFor()
  await dialog.getByLabel('Sim, mesmo que saia mais da metade da lista').check()
  await submit()
  await dialog.getByText('Saíram, por não estarem mais na lista: 2.').waitFor()
  await button(dialog, 'Fechar').last().click()

  await button(page, /^Retirar importação/).click()
  await dialog.getByLabel('Por que desbloquear').fill('lista errada')
  await dialog.getByLabel(/Para confirmar/).fill('DESBLOQUEAR')
  await page.keyboard.press('Enter')
  await status(page, '1 bloqueio retirado.')
})
