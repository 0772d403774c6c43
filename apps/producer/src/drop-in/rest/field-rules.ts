import type { FieldProblem } from '@disparo/core'
import type { RefusedField } from './envelope.js'

const text =
  'deve ser um texto sem quebras de linha, tabulações ou mais de 4 espaços seguidos, no tamanho que o WhatsApp aceita'
const link = 'deve ser um link que começa com https:// ou http://'

/** What each field of seed 001's body must be, as a whole: true whatever was wrong with it. */
const rules: Readonly<Record<string, string>> = {
  to: 'deve ser um telefone de 8 a 15 dígitos, com código do país e DDD, e brasileiro se a conta envia por XML',
  namespace: 'deve ser um texto de uma linha, de até 256 caracteres, e o do template, se a conta os confere',
  elementName:
    'deve ser um texto de uma linha, de até 512 caracteres, e o nome de um template aprovado, se a conta os confere',
  category: 'deve ser um texto de uma linha, de até 64 caracteres',
  externalLabel: 'deve ser um texto de uma linha, de até 256 caracteres',
  components:
    'deve ser uma lista de componentes, com no máximo um header, um body, um otp e um cupom, e com o que o template pede, se a conta os confere',
  parameters:
    'deve ser uma lista de parâmetros: um só, exceto no body, cujos textos têm até 1.024 caracteres ao todo, e os que o template pede, se a conta os confere',
  type: 'deve ser um tipo que esta parte do template aceita (só body, se a conta envia por XML)',
  variableName: 'deve ser um nome que nenhuma outra variável tem',
  text,
  index: 'deve ser a posição do botão, de 0 a 9',
  coupon_code: 'deve ser um código de uma linha, de até 15 caracteres ou o limite configurado para a conta',
  image: 'deve ser um objeto com link',
  video: 'deve ser um objeto com link',
  document: 'deve ser um objeto com link e, se quiser, filename',
  link,
  filename: 'deve ser um texto de uma linha, de até 240 caracteres',
}

/**
 * What a user of the drop-in is told of a wrong field. The problem's own words are English, for users of the library;
 * here its path decides, and whether the body has anything there.
 */
export function refusedField({ path }: FieldProblem, body: unknown): RefusedField {
  const steps = path.match(/[^.[\]]+/g) ?? []
  if (steps.length === 0) return { path: 'body', rule: 'deve ser um objeto JSON' }
  const name = steps.findLast((step) => !/^\d+$/.test(step)) ?? ''
  const rule = Object.hasOwn(rules, name) ? rules[name] : undefined
  if (rule === undefined) return { path, rule: 'não é aceito aqui' }
  const value = valueAt(body, steps)
  if (value === undefined) return { path, rule: 'é obrigatório' }
  return { path, rule: value === '' ? 'não pode ser vazio' : rule }
}

function valueAt(body: unknown, steps: readonly string[]): unknown {
  return steps.reduce<unknown>(
    (value, step) =>
      typeof value === 'object' && value !== null && Object.hasOwn(value, step)
        ? (value as Record<string, unknown>)[step]
        : undefined,
    body,
  )
}
