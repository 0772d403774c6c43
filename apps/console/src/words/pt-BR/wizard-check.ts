import { counted } from '../format.js'

export const check = {
  title: 'Confira antes de enviar',
  checking: (percent: string) => `Conferindo… ${percent}`,
  again: 'Conferir de novo',
  pills: {
    valid: 'Válidas',
    error: 'Com erro',
    suspect: 'Suspeitas',
    repeated: 'Repetidas',
    recent: 'Recentes',
    suppressed: 'Bloqueadas',
    samePerson: 'Mesma pessoa',
    same: 'Já na campanha',
  },
  hints: {
    valid: 'Serão enviadas.',
    error: 'Não serão enviadas. Corrija a planilha e escolha o arquivo de novo, ou siga só com as válidas.',
    suspect: 'Serão enviadas, mas parecem um engano. Olhe de novo.',
    repeated: 'Iguais a outra linha em pessoa e texto: vão uma vez só.',
    recent: 'Receberam este modelo há menos de 24 horas, ou o têm na fila. Serão enviadas.',
    suppressed:
      'As pessoas estão bloqueadas: hoje não receberiam, e nada se paga por elas. É perguntado de novo na hora de cada envio.',
    samePerson: 'A pessoa tem outra linha, com outro texto.',
    same: 'A campanha já as tem: não vão de novo.',
  },
  first: (shown: string, all: string) => `As primeiras ${shown} de ${all}.`,
  recentOf: (of: string) => `Foram olhadas as primeiras ${of} linhas.`,
  samePerson: (count: string) => `Linhas de pessoas que têm outra, com texto diferente: ${count}.`,
  unique: 'Enviar só a primeira linha de cada pessoa',
  noneValid: 'Nenhuma linha pode ser enviada. Corrija a planilha e escolha o arquivo de novo.',
  otherFile: 'Escolher outro arquivo',
  quota: (max: string) =>
    `A conta aceita ${counted(max, 'mensagem', 'mensagens')} à espera: nem todas cabem agora.`,
  row: (line: string) => `Linha ${line}`,
  rowsOf: (first: string, last: string, all: string) => `Linhas ${first} a ${last} de ${all}`,
  noRows: 'Nenhuma linha para mostrar.',
  showPreview: 'Ver como no telefone',
  noTemplate: 'O texto deste modelo não é conhecido aqui. A mensagem o preenche com:',
}
