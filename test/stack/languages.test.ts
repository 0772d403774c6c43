import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { describe, expect, it, test } from 'vitest'
import { shapeOf } from './document-shape.js'
import { repositoryRoot } from './repository.js'

/** What is there in both languages. */
const translated = {
  'README.md': 'README.pt-BR.md',
  'docs/index.md': 'docs/pt-BR/index.md',
  'docs/start.md': 'docs/pt-BR/inicio.md',
  'docs/campaigns.md': 'docs/pt-BR/campanhas.md',
  'docs/library.md': 'docs/pt-BR/biblioteca.md',
  'docs/migrating.md': 'docs/pt-BR/migracao.md',
  'docs/day-to-day.md': 'docs/pt-BR/operacao.md',
  'docs/errors.md': 'docs/pt-BR/erros.md',
  'docs/recipes/index.md': 'docs/pt-BR/receitas/index.md',
  'docs/recipes/otp.md': 'docs/pt-BR/receitas/codigo.md',
  'docs/recipes/campaign.md': 'docs/pt-BR/receitas/campanha.md',
  'docs/recipes/nightly-job.md': 'docs/pt-BR/receitas/job-noturno.md',
  'docs/recipes/callbacks.md': 'docs/pt-BR/receitas/callbacks.md',
  'docs/recipes/stop-a-campaign.md': 'docs/pt-BR/receitas/parar-campanha.md',
  'docs/recipes/from-direct-calls.md': 'docs/pt-BR/receitas/chamadas-diretas.md',
  'docs/recipes/meta-codes.md': 'docs/pt-BR/receitas/codigos-da-meta.md',
} as const

const englishOf = new Map<string, string>(
  Object.entries(translated).map(([english, other]) => [other, english]),
)
const toEnglish = (path: string) => englishOf.get(path) ?? path

describe.each(Object.entries(translated))('%s and %s', (english, other) => {
  const [one, two] = [shapeOf(english, toEnglish), shapeOf(other, toEnglish)]

  it.each(['headings', 'blocks', 'tables', 'links'] as const)('have the same %s', (part) => {
    expect(two[part]).toEqual(one[part])
  })
})

test('every Portuguese document is one of those', () => {
  const there = readdirSync(join(repositoryRoot, 'docs/pt-BR'), { recursive: true, encoding: 'utf8' })
  const documents = there.filter((name) => name.endsWith('.md')).map((name) => `docs/pt-BR/${name}`)
  expect(documents.filter((document) => !englishOf.has(document))).toEqual([])
})

test('a Portuguese document leads to what is there in Portuguese', () => {
  const missed = Object.values(translated).flatMap((document) =>
    shapeOf(document, (path) => path)
      .links.map((link) => link.split(' ')[0] ?? '')
      .filter((path) => path in translated && document !== 'README.pt-BR.md' && !path.startsWith('README'))
      .map((path) => `${document}: ${path}`),
  )
  expect(missed).toEqual([])
})
