import { foldName, singleFields } from './column-fields.js'

/** What exported spreadsheets call a field, in Portuguese and English. */
const spoken: Readonly<Record<string, string>> = {
  ...named(
    'to',
    'telefone fone tel celular cel whatsapp phone mobile numero number destinatario contato msisdn',
  ),
  ...named('elementName', 'template modelo hsm'),
  ...named('body1', 'nome name cliente mensagem text texto variavel'),
  ...named('otp', 'codigo code senha'),
  ...named('coupon', 'cupom voucher'),
  ...named('category', 'categoria'),
  ...named('externalLabel', 'label etiqueta rotulo campanha campaign'),
  ...named('headerImage', 'imagem image foto'),
  ...named('headerDocument', 'documento document pdf boleto'),
  ...named('headerVideo', 'video'),
  ...named('sendAt', 'agendamento schedule'),
  ...named('expiresAt', 'validade vencimento expires'),
  ...named('key', 'chave id'),
}

/** The field that somebody may have meant by a name; `undefined` where none is near. */
export function closestField(name: string): string | undefined {
  const plain = plainOf(name)
  const [, numbered, number] =
    /^(?:var|variavel|variable|body|param|parametro)(\D*)([1-9]\d?)$/.exec(plain) ?? []
  if (number !== undefined && numbered === '') return `body${number}`
  const [word = ''] = foldName(name).split(/[^a-z0-9]+/)
  return closestOf(name, singleFields) ?? spoken[plain] ?? spoken[word]
}

/** The nearest of some names: one that differs in few letters, or has the other's beginning. */
export function closestOf(name: string, names: readonly string[]): string | undefined {
  const plain = plainOf(name)
  if (plain === '') return undefined
  const near = names
    .map((each) => ({ each, apart: editsBetween(plain, plainOf(each)) }))
    .filter(({ each, apart }) => apart <= Math.floor(Math.max(plain.length, each.length) / 3))
  const [nearest] = near.sort((one, other) => one.apart - other.apart)
  return nearest?.each ?? names.find((each) => plain.length > 2 && plainOf(each).startsWith(plain))
}

function named(field: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, field]))
}

function plainOf(name: string): string {
  return foldName(name.slice(0, 80)).replace(/[^a-z0-9]/g, '')
}

/** Levenshtein's distance. */
function editsBetween(one: string, other: string): number {
  let row = Array.from({ length: other.length + 1 }, (_, index) => index)
  for (let at = 1; at <= one.length; at++) {
    const next = [at]
    for (let to = 1; to <= other.length; to++) {
      const replaced = (row[to - 1] ?? 0) + (one[at - 1] === other[to - 1] ? 0 : 1)
      next.push(Math.min(replaced, (row[to] ?? 0) + 1, (next[to - 1] ?? 0) + 1))
    }
    row = next
  }
  return row[other.length] ?? 0
}
