/** What the sentence of a mistake has in it, as it is written. */
export interface Numbers {
  readonly limit: string
  readonly given: string
  readonly wanted: string
}

const asText = 'formate a coluna como texto e escreva o número de novo'
const notSent = 'a Meta não entrega'
const counted = (count: string, one: string, many: string) => `${count} ${count === '1' ? one : many}`

/** What is wrong with a cell or a row, by the service's codes (docs/errors.md#rows-and-fields). */
export const problems = {
  missing: 'falta preencher',
  'wrong-type': 'não é do tipo que se espera',
  'wrong-value': 'não é um dos valores aceitos',
  'out-of-range': ({ limit }: Numbers) => `número fora do limite de ${limit}`,
  'too-few': ({ limit }: Numbers) => `precisa de ao menos ${limit}`,
  'too-many': ({ limit }: Numbers) => `no máximo ${limit}`,
  'too-long': ({ limit }: Numbers) => `longo demais: no máximo ${counted(limit, 'caractere', 'caracteres')}`,
  'unknown-field': 'campo que não existe aqui',
  'one-of-these': 'só um destes campos pode estar preenchido, e um precisa estar',
  'second-of-kind': 'só pode haver um, e este é o segundo',
  'line-break': 'tem quebra de linha, que o WhatsApp recusa',
  tab: 'tem tabulação, que o WhatsApp recusa',
  spaces: ({ limit }: Numbers) => `tem mais de ${limit} espaços seguidos`,
  'control-character': 'tem um caractere invisível: escreva de novo',
  'lost-character': 'um caractere se perdeu na conversão: escreva de novo e salve como UTF-8',
  'not-a-link': 'não é um link: comece com https://',
  'not-a-date': 'não é data com hora e fuso, como 2026-03-01T09:00:00-03:00',
  'variables-too-long': ({ limit }: Numbers) => `as variáveis somam mais de ${limit} caracteres`,
  'variable-gap': 'variável vazia, e uma depois dela está preenchida',
  'not-a-phone': 'não é um telefone: escreva DDD e número',
  'phone-scientific': `a planilha trocou o número por 5,5E+12 e perdeu dígitos: ${asText}`,
  'phone-link': 'é um link: escreva só o número',
  'phone-several': 'tem mais de um número: uma pessoa por linha',
  'phone-decimals': `a planilha pôs decimais no número: ${asText}`,
  'phone-service': 'é número de serviço, como 0800',
  'phone-area-code': 'não é um telefone com DDD que existe: escreva DDD e número',
  'phone-country-code': 'não tem código de país que existe',
  'phone-length': 'dígitos demais, ou de menos, para o país',
  'phone-country': 'não é do país da conta: comece com + e o código do país',
  'in-the-past': 'o prazo já passou',
  'long-past': 'o horário passou há mais de um dia',
  'far-ahead': 'o horário está a mais de um ano',
  'ends-before-start': 'o prazo acaba antes do horário de envio',
  'key-taken': 'a chave é de outra mensagem',
  'key-unreadable': 'a chave é de uma mensagem cifrada que não se consegue ler aqui',
  cells: ({ given, wanted }: Numbers) =>
    `tem ${counted(given, 'célula', 'células')}, e o cabeçalho ${wanted}: há um separador dentro de uma célula sem aspas`,
  'row-too-long': 'linha grande demais',
  'not-utf-8': 'não está em UTF-8: salve o arquivo de novo',
  'not-json': 'não é JSON',
  'content-gone': 'o texto desta mensagem não foi exportado: preencha as colunas ou tire a linha',
  'content-no-columns': 'o texto desta mensagem não cabe em colunas: preencha-as ou tire a linha',
  'xml-phone': 'não é um telefone do Brasil, e esta conta só envia para ele',
  'xml-part': 'esta conta (XML) só envia o corpo: sem cabeçalho, código ou botão',
  'xml-text': 'tem um texto que esta conta (XML) não consegue levar',
  'unknown-template': 'a conta não tem este modelo',
  'unapproved-template': `o modelo não está aprovado: ${notSent}`,
  'template-variables': ({ given, wanted }: Numbers) =>
    `preenche ${counted(given, 'variável', 'variáveis')}, e o modelo tem ${wanted}`,
  'template-header': 'o cabeçalho não é o do modelo',
  'template-button': 'um botão não é o do modelo, ou falta',
  'template-code': 'o modelo e o código não combinam',
  'template-carousel': 'o modelo é um carrossel, que não se preenche aqui',
  'in-the-future': 'a data ainda não chegou',
  'time-out-of-range': 'a data é antes de 1970, ou depois de 2105',
  'not-a-day': 'não é uma data como 2026-11-30',
  'list-unnamed': 'falta o nome da lista, como nao-me-ligue',
  'other-scope': 'vale para outras contas que o resto do arquivo: importe à parte',
  'too-many-kinds': ({ limit }: Numbers) =>
    `o arquivo tem mais de ${limit} motivos, regras e listas diferentes: divida-o`,
  'older-list': 'já há uma importação mais nova desta lista: confira a data',
  'smaller-list': 'sairia mais da metade da lista; se está certo, marque a opção',
}

/** What looks like a mistake in a row that goes all the same. */
export const suspicions = {
  variables: 'preenche outras variáveis que a maioria das linhas',
  'unknown-template': 'modelo desconhecido',
  'unapproved-template': 'modelo não aprovado',
  'template-mismatch': 'não combina com o modelo',
  blank: 'texto em branco',
  'spreadsheet-error': 'erro de planilha, como #N/D',
  'missing-value': 'valor que falta, como undefined',
  placeholder: 'marcador não preenchido, como {{1}}',
  past: 'o horário já passou: vai na hora',
}
