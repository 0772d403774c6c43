import { counted } from '../format.js'

export const when = {
  title: 'Quando e como',
  name: 'Nome da campanha',
  now: 'Agora',
  later: 'Em um horário',
  time: 'Data e hora',
  zone: (zone: string) => `Pelo relógio deste computador: ${zone}.`,
  timeWrong: 'Escolha um horário que ainda não passou.',
  timeFar: 'Escolha um horário dentro de um ano.',
  replace: 'Cancelar o que não está neste arquivo',
  replaceHint: 'Vale para o que ainda não saiu: o arquivo passa a ser a campanha inteira.',
  replaceNot: 'Só quando todas as linhas do arquivo estão certas.',
  canary: 'Testar com as primeiras mensagens antes do resto',
  canaryHint: 'As outras esperam o resultado. Se muitas falharem, a campanha para sozinha.',
  canaryCount: 'Quantas primeiras',
  pace: 'Um ritmo só desta campanha',
  paceHint: 'Vai mais devagar, e deixa lugar para as outras. Dá para mudar depois.',
  paceCount: 'Mensagens por minuto, no máximo',
  quiet: 'Horário de envio da conta',
  quietOf: {
    marketing: 'Marketing só sai nestes horários; fora deles espera, e sai quando abrir.',
    'all-but-otp': 'As mensagens só saem nestes horários; fora deles esperam, e saem quando abrir.',
  },
  quietZone: (zone: string) => `Hora de ${zone}.`,
  quietZoneOfEach: 'Pela hora de onde cada pessoa está.',
  quietClosed: (days: string) => `Fechado em ${days}.`,
  quietWaits: (messages: string, until: string) =>
    `Mensagens que esperam: ${messages}. As primeiras saem em ${until}.`,
  quietOpen: 'Nenhuma mensagem espera por isso.',
  summary: 'Resumo',
  people: 'Mensagens',
  start: 'Início',
  end: 'Término previsto',
  endUnknown: 'sem previsão',
  endReckoning: 'calculando…',
  cost: 'Custo se todas forem entregues',
  costOf: (date: string) => `Pelos preços de ${date}.`,
  unpriced: (count: string) => `${count} sem preço conhecido`,
  skipped: (count: string) => `Linhas com erro, que ficam de fora: ${count}.`,
  suppressed: (count: string) =>
    `Linhas de pessoas bloqueadas, que não são enviadas enquanto estiverem: ${count}.`,
  noWorker: 'Nenhum worker está rodando: nada sai até um voltar.',
  send: (count: string) => `Enviar ${counted(count, 'mensagem', 'mensagens')}`,
  sending: (percent: string) => `Enviando o arquivo… ${percent}`,
  changed: 'O arquivo não é mais o que foi conferido. Nada foi enviado.',
  changedHint: 'Escolha-o de novo e confira: o que você escolheu aqui continua escolhido.',
  choose: 'Escolher o arquivo de novo',
}

/** Why a file was not read, checked or sent, and what to do. By the codes of problems (docs/api.md#problems). */
export const fileTroubles = {
  'file-gone': [
    'O arquivo não pode mais ser lido',
    'Ele mudou, foi movido ou está aberto em outro programa. Feche-o e escolha-o de novo.',
  ],
  unreachable: [
    'A conexão caiu',
    'Nada do que você escolheu se perdeu. Verifique a rede e tente de novo: o que já entrou não vai duas vezes.',
  ],
  'body-too-large': ['O arquivo é grande demais', 'Divida-o em arquivos menores, cada um uma campanha.'],
  'unsupported-media-type': ['Este tipo de arquivo não é lido', 'Salve como .xlsx ou como .csv (UTF-8).'],
  'malformed-body': ['O arquivo está vazio ou quebrado', 'Abra-o, salve de novo e escolha-o outra vez.'],
  'broken-input': [
    'O arquivo não pôde ser lido até o fim',
    'Uma aspa não fecha, ou o arquivo está quebrado. Abra-o, salve de novo e escolha-o outra vez.',
  ],
  'invalid-columns': ['As colunas não puderam ser lidas', 'Volte às colunas e confira o que cada uma é.'],
  'invalid-rows': ['Não há linha que possa ser enviada', 'Corrija a planilha e escolha o arquivo de novo.'],
  'quota-exceeded': [
    'A conta não aceita mais mensagens por enquanto',
    'Espere as que aguardam saírem e envie de novo: o que já entrou não vai duas vezes.',
  ],
}
