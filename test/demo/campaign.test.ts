import { execFile } from 'node:child_process'
import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const script = join(repositoryRoot, 'examples', 'make-campaign.mjs')
const lines = async () =>
  (await readFile(join(repositoryRoot, 'examples', 'campaign.csv'), 'utf8')).trimEnd().split('\n')

it('examples/campaign.csv is what examples/make-campaign.mjs makes', async () => {
  const { stdout } = await run(process.execPath, [script])
  expect(stdout.trimEnd().split('\n')).toEqual(await lines())
})

it('the campaign has 1,203 rows, each to a number of its own in the made-up range', async () => {
  const [, ...rows] = await lines()
  const recipients = rows.map((row) => row.split(',', 1)[0] ?? '')
  expect(new Set(recipients).size).toBe(1203)
  expect(recipients.filter((to) => !/^551190000\d{4}$/.test(to))).toEqual([])
})

it.each([
  'boleto_vencido',
  'compra_aprovada',
  'canais_atualizados',
  'novidades_imagem',
  'segunda_via',
  'tutorial_video',
  'saudacao',
  'codigo_acesso',
  'cupom_inverno',
  'acompanhe_pedido',
  'oferta_dois_links',
])('the campaign has the template %s', async (elementName) => {
  expect((await lines()).filter((row) => row.split(',')[2] === elementName).length).toBeGreaterThan(50)
})
