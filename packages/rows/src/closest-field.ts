import { closestName } from '@disparo/core/internal/message'
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
  return closestName(plain, singleFields) ?? spokenField(name)
}

/** The field of which a name is what people call it, or begins with that. */
export function spokenField(name: string): string | undefined {
  const [word = ''] = foldName(name.slice(0, longestCompared)).split(/[^a-z0-9]+/)
  return spoken[plainOf(name)] ?? spoken[word]
}

const longestCompared = 80

function named(field: string, words: string): Record<string, string> {
  return Object.fromEntries(words.split(' ').map((word) => [word, field]))
}

function plainOf(name: string): string {
  return foldName(name.slice(0, longestCompared)).replace(/[^a-z0-9]/g, '')
}
