import type { FieldProblemCode } from '../../problems/index.js'

const asText = 'Formate a coluna como texto e digite o número de novo.'
const ofAccount = 'Veja `disparo templates`, ou peça a aprovação do modelo.'
const likeTemplate = 'Compare a linha com o texto do modelo.'
const byRest = 'Envie por REST.'

/** What each code says of a field or a row, and what to do, in Portuguese: for docs/pt-BR/erros.md. */
export const fieldMeanings: Readonly<Record<FieldProblemCode, readonly [reason: string, advice: string]>> = {
  missing: ['Não foi informado, ou está vazio.', 'Preencha.'],
  'wrong-type': [
    'É de outro tipo: um número no lugar de um texto, por exemplo.',
    'Siga o que a mensagem diz.',
  ],
  'wrong-value': ['Não é um dos valores aceitos.', 'Use um deles.'],
  'out-of-range': ['O número é pequeno ou grande demais.', 'Respeite o limite.'],
  'too-few': ['A lista tem itens de menos.', 'Acrescente alguns.'],
  'too-many': ['A lista tem itens demais.', 'Retire alguns.'],
  'too-long': ['Tem caracteres demais (em `metadata`: bytes).', 'Encurte.'],
  'unknown-field': ['Não existe campo com esse nome.', 'Corrija o nome, ou retire o campo.'],
  'one-of-these': [
    'Só um destes campos pode estar preenchido, ou falta algo que depende dele.',
    'Preencha um só.',
  ],
  'second-of-kind': ['Aparece pela segunda vez, e só pode haver um.', 'Deixe um só.'],
  'line-break': ['Tem quebra de linha, que o WhatsApp recusa.', 'Ponha as quebras no modelo.'],
  tab: ['Tem tabulação, que o WhatsApp recusa.', 'Troque por um espaço.'],
  spaces: ['Tem espaços seguidos demais, que o WhatsApp recusa.', 'Retire alguns.'],
  'control-character': ['Tem um caractere invisível.', 'Digite o texto de novo.'],
  'lost-character': [
    'Um caractere se perdeu quando o arquivo foi convertido (U+FFFD).',
    'Digite de novo e salve como UTF-8.',
  ],
  'not-a-link': ['Não é um link.', 'Comece com https:// ou http://.'],
  'not-a-date': ['Não é uma data com hora e fuso.', 'Escreva como 2026-03-01T09:00:00-03:00.'],
  'variables-too-long': ['As variáveis passam do tamanho que o corpo pode ter.', 'Encurte-as.'],
  'variable-gap': ['Uma variável está vazia, e outra depois dela está preenchida.', 'Preencha.'],
  'not-a-phone': ['Não é um telefone.', 'Escreva como +55 11 98765-4321.'],
  'phone-scientific': ['A planilha trocou o número por 5,51E+12 e perdeu dígitos.', asText],
  'phone-link': ['É um link, não um número.', 'Escreva só o número.'],
  'phone-several': ['Há mais de um número.', 'Ponha uma pessoa por linha.'],
  'phone-decimals': ['A planilha pôs casas decimais no número.', asText],
  'phone-service': ['É número de serviço, como 0800.', 'Use um número com DDD.'],
  'phone-area-code': ['Falta o DDD, ou ele não existe.', 'Escreva DDD e número.'],
  'phone-country-code': ['O código do país não existe.', 'Escreva como +55 11 98765-4321.'],
  'phone-length': ['Tem dígitos a mais ou a menos para o país.', 'Corrija o número.'],
  'phone-country': ['Não é um número do país da conta.', 'Comece com + e o código do país.'],
  'in-the-past': ['O prazo já passou.', 'Corrija, ou deixe sem prazo.'],
  'long-past': ['O horário passou há mais de um dia.', 'Corrija, ou deixe vazio para enviar já.'],
  'far-ahead': ['O horário está a mais de um ano.', 'Corrija, ou importe mais tarde.'],
  'ends-before-start': ['O prazo acaba antes do horário de envio.', 'Dê um prazo maior.'],
  'key-taken': ['A chave é de outra mensagem.', 'Dê a cada mensagem uma chave própria.'],
  'key-unreadable': [
    'A chave é de uma mensagem cifrada com uma chave de dados que não está aqui.',
    'Ponha-a em DISPARO_DATA_KEY.',
  ],
  cells: [
    'A linha tem mais, ou menos, células que o cabeçalho.',
    'Ponha entre aspas a célula que tem o separador.',
  ],
  'row-too-long': ['A linha é grande demais.', 'Encurte-a.'],
  'not-utf-8': ['A linha não está em UTF-8.', 'Salve o arquivo como UTF-8.'],
  'not-json': ['A linha não é JSON.', 'Escreva uma mensagem por linha.'],
  'content-gone': [
    'A exportação não tem mais o que a mensagem dizia.',
    'Preencha as colunas e escreva `known`, ou retire a linha.',
  ],
  'content-no-columns': [
    'O que a mensagem dizia não cabe em colunas.',
    'Preencha as colunas e escreva `known`, ou retire a linha.',
  ],
  'xml-phone': ['A integração XML só conhece números do Brasil.', byRest],
  'xml-part': ['A integração XML só leva o corpo: sem cabeçalho, código ou botão.', byRest],
  'xml-text': ['O XML não consegue levar o texto, ou o toma por vazio.', 'Escreva outro texto.'],
  'unknown-template': ['A conta não tem este modelo.', ofAccount],
  'unapproved-template': ['A Meta não aprovou o modelo, ou o suspendeu.', ofAccount],
  'template-variables': ['O modelo tem outro número de variáveis.', likeTemplate],
  'template-header': ['O cabeçalho não é o do modelo, ou falta.', likeTemplate],
  'template-button': ['Um botão não é o do modelo, ou falta.', likeTemplate],
  'template-code': [
    'O modelo não é de códigos, ou exige um código.',
    'Informe o código em `otp`, com um modelo de códigos.',
  ],
  'template-carousel': [
    'O modelo é um carrossel com partes a preencher: nenhuma mensagem daqui faz isso.',
    'Use outro modelo.',
  ],
  'in-the-future': ['Ainda está por vir.', 'Corrija, ou deixe de fora por enquanto.'],
  'time-out-of-range': ['É antes de 1970, ou depois de 2105.', 'Corrija, ou deixe sem fim.'],
  'not-a-day': ['Não é um dia.', 'Escreva como 2026-11-30.'],
  'list-unnamed': [
    'É de uma lista legal, ou traz a data de uma lista, e falta o nome dela.',
    'Dê o nome da lista, como nao-me-ligue.',
  ],
  'other-scope': ['Vale para outro escopo que o da importação.', 'Retire, ou importe à parte.'],
  'too-many-kinds': [
    'Com motivo, regra e lista, é um de tipos demais em uma só importação.',
    'Divida o arquivo.',
  ],
  'older-list': ['Já há uma importação mais nova desta lista.', 'Corrija a data da lista.'],
  'smaller-list': [
    'Retiraria mais da metade de quem está na lista.',
    'Veja se o arquivo está inteiro; se estiver certo, diga isso (`shrink`).',
  ],
}
