// Makes examples/campaign.csv, always the same:  node examples/make-campaign.mjs > examples/campaign.csv
// A larger one, for measuring:                   node examples/make-campaign.mjs 1000000 > large.csv
//
// Nobody is written to: the numbers 55 11 90000-0001 and up are made up, and the examples go to the sandbox only.
// Every kind of template of Hi Platform's documentation is in it; an empty cell means that the part is absent.
import { once } from 'node:events'
import process from 'node:process'

const COLUMNS = [
  ...['to', 'namespace', 'elementName', 'body1', 'body2', 'body3', 'body4'],
  ...['headerText', 'headerImage', 'headerDocument', 'headerFilename', 'headerVideo'],
  ...['otp', 'coupon', 'button0', 'button1', 'category', 'externalLabel', 'key'],
]
const NAMESPACE = 'cd551e83_8455_45fd_a2ff_35ef6a51f3c6'
const MEDIA = 'https://midia.example.com.br'

const names = 'João,Maria,José,Ana,Antônio,Luíza,Conceição,Tarcísio,Lígia,Caetano,Flávia,Inês'.split(',')
const stores = 'Loja Centro,Loja São João,Loja Praça da Sé,Loja Avaré'.split(',')
const products = 'cafeteira,jaqueta "inverno",tênis nº 42,edredom,fogão de 4 bocas,violão'.split(',')

/** One template each: what varies from recipient to recipient is made from the row's number. */
const templates = [
  () => ({ elementName: 'boleto_vencido' }),
  (n) => ({ elementName: 'compra_aprovada', body1: reais(n), body2: `${1000 + ((n * 37) % 9000)}` }),
  (n) => ({
    elementName: 'canais_atualizados',
    body1: name(n),
    body2: 'Telefone',
    body3: 'E-mail',
    body4: 'Chat',
  }),
  (n) => ({
    elementName: 'novidades_imagem',
    headerImage: `${MEDIA}/novidades-${n % 4}.jpg`,
    body1: name(n),
  }),
  () => ({ elementName: 'vitrine_imagem', headerImage: `${MEDIA}/vitrine.png` }),
  (n) => ({
    elementName: 'segunda_via',
    headerDocument: `${MEDIA}/boletos/${n}.pdf`,
    headerFilename: `Boleto ${n}`,
    body1: name(n),
    body2: reais(n),
  }),
  () => ({
    elementName: 'regulamento',
    headerDocument: `${MEDIA}/regulamento.pdf`,
    headerFilename: 'Regulamento',
  }),
  (n) => ({ elementName: 'tutorial_video', headerVideo: `${MEDIA}/passo-a-passo.mp4`, body1: name(n) }),
  (n) => ({
    elementName: 'saudacao',
    namespace: 'default',
    headerText: `Olá, ${name(n)}!`,
    body1: pick(stores, n),
  }),
  (n) => ({ elementName: 'codigo_acesso', namespace: 'default', otp: `${100000 + ((n * 7919) % 900000)}` }),
  (n) => ({
    elementName: 'cupom_inverno',
    namespace: 'default',
    body1: name(n),
    coupon: `INVERNO${n % 1000}`,
    category: 'Marketing',
  }),
  (n) => ({
    elementName: 'acompanhe_pedido',
    namespace: 'default',
    body1: `${name(n)}, seu pedido nº ${n} (${pick(products, n)}) saiu para entrega`,
    button1: `pedidos/${n}`,
    category: 'Utility',
  }),
  (n) => ({
    elementName: 'oferta_dois_links',
    namespace: 'default',
    headerImage: `${MEDIA}/oferta.jpg`,
    body1: name(n),
    body2: pick(products, n),
    body3: reais(n),
    button0: `ofertas/${n % 50}`,
    button1: `sair/${n}`,
    category: 'Marketing',
  }),
]

function row(n) {
  const template = templates[n % templates.length](n)
  return {
    to: `55119${`${n}`.padStart(8, '0')}`,
    namespace: NAMESPACE,
    externalLabel: 'campanha_inverno',
    key: `inverno-${n}`,
    ...template,
  }
}

function name(n) {
  return pick(names, n * 5)
}

function reais(n) {
  return `R$ ${10 + (n % 490)},${`${(n * 10) % 100}`.padStart(2, '0')}`
}

function pick(list, n) {
  return list[n % list.length]
}

/** RFC 4180: quotes around a cell that has a comma, a quote or a line break; quotes inside are doubled. */
function cell(value = '') {
  return /[",\r\n]/.test(value) ? `"${value.replaceAll('"', '""')}"` : value
}

const count = Number(process.argv[2] ?? 1203)
process.stdout.write(`${COLUMNS.join(',')}\n`)
for (let n = 1; n <= count; n++) {
  const values = row(n)
  const line = COLUMNS.map((column) => cell(values[column])).join(',')
  if (!process.stdout.write(`${line}\n`)) await once(process.stdout, 'drain')
}
