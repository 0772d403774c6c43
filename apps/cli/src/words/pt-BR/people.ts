import type {
  forget as enForget,
  suppress as enSuppress,
  templates as enTemplates,
  unknown as enUnknown,
} from '../en/people.js'
import { common, count } from './common.js'

export const suppress: typeof enSuppress = {
  isNot: 'Não está bloqueada.',
  mayBeMore: 'Pode haver mais: falta uma chave ao producer.',
  added: 'Bloqueada.',
  changed: 'Já estava bloqueada por você por este motivo; agora para mais, ou por mais tempo.',
  unchanged:
    'Já estava bloqueada por você por este motivo, por tanto e por tanto tempo: para diminuir, remova primeiro.',
  sayWhose: 'Diga de quem: um telefone, --person, --import ou --reason.',
  cannotUndo: 'Não há como desfazer: repita o comando com --yes para liberar todos.',
  lifted: (number) => `${count(number, 'bloqueio retirado', 'bloqueios retirados')}.`,
  still: 'Ainda está bloqueada:',
  since: (at) => `desde ${at}`,
  until: (at) => `até ${at}`,
  allAccounts: 'todas as contas',
  byRule: (rule) => `pela regra ${rule}`,
  rule: (rule) => `regra ${rule}`,
  by: (user) => `por ${user}`,
  list: (list, date) => `lista ${list}${date ? ` de ${date}` : ''}`,
  import: (id) => `importação ${id}`,
  message: (id) => `mensagem ${id}`,
  liftedAt: (at, what, of) => `retirado ${at}  ${what}  de ${of}`,
  ofWhom: { person: 'uma pessoa', import: 'uma importação', reason: 'um motivo' },
  why: (words) => `por quê: ${words}`,
  noJson: 'Uma lista de pessoas é lida de CSV, XLSX ou NDJSON: salve como um destes.',
  imported: (rows, added, changed, unchanged) =>
    `${common.rows(rows)}: ${added} bloqueadas, ${changed > 0 ? `${changed} agora para mais ou por mais tempo, ` : ''}${unchanged} já estavam.`,
  replaced: (number) =>
    `${count(number, 'bloqueio', 'bloqueios')} de importações anteriores desta lista ${number === 1 ? 'retirado' : 'retirados'}.`,
  leftOut: (rows) => `${count(rows, 'linha recusada', 'linhas recusadas')}, fora da lista:`,
  mistake: (id) => `Foi engano? disparo suppress remove --import ${id} desfaz tudo.`,
  noneYet: 'Nenhum encontrado ainda.',
  noOthers: 'Não há outros.',
  nobodySo: 'Ninguém está bloqueado assim.',
  nobody: 'Ninguém está bloqueado.',
  lookOn: (next) => `Procure mais: --after ${next}`,
  further: (next) => `Outros: --after ${next}`,
  total: (number) => `${count(number, 'bloqueio', 'bloqueios')}.`,
  fromImport: 'importação',
  byHand: 'à mão',
  byDay: 'Por dia (UTC):',
  written: (number) => `${count(number, 'bloqueio gravado', 'bloqueios gravados')}.`,
}

export const forget: typeof enForget = {
  looking: 'Olhando chaves',
  cannotUndo: 'Não há como desfazer: repita o comando com --yes para esquecer esta pessoa.',
  forgotten: (messages, jobs) =>
    `Esquecida: ${common.messages(messages)}; ${count(jobs, 'envio retirado', 'envios retirados')} das filas.`,
  pending: (messages) => `${common.messages(messages)} saindo ou em dúvida: esquecidas quando isso acabar.`,
  unreadable: (texts) =>
    `${count(texts, 'texto não abriu', 'textos não abriram')}: dê ao producer todas as chaves, e repita.`,
  damaged:
    'O que então ainda não abrir está danificado, e pode ser desta pessoa: some quando o seu prazo acabar (ledgerDays).',
  scanned: {
    'before-index':
      'Todas as chaves foram olhadas: pode haver mensagens de antes de as pessoas serem anotadas.',
    'closed-key':
      'Todas as chaves foram olhadas: o que marca as pessoas está cifrado com uma chave que falta ao producer.',
    'long-waiting': 'Todas as chaves foram olhadas: há mensagens que esperam há mais tempo do que se anota.',
    asked: 'Todas as chaves foram olhadas.',
  },
  elsewhere: [
    'Sem chave de dados, o arquivo append-only do Redis tem o número até ser reescrito: redis-cli BGREWRITEAOF, nas réplicas também.',
    'Cópias de segurança o guardam: esqueça de novo depois de restaurar uma. docs/security.md diz o que mais não é alcançado.',
  ],
}

export const unknown: typeof enUnknown = {
  none: 'Nenhuma mensagem está em dúvida.',
  some: (messages) => `${common.messages(messages)} em dúvida:`,
  waits: (what) => `espera: ${what}`,
  shown: (shown, of) => ` (${shown} de ${of} aceitas então aparecem)`,
  request: (name) => `  pedido: ${name}`,
  sayWhat: 'Diga o que aconteceu com a mensagem: --accepted (saiu) ou --resend (enviar de novo).',
  nameThem: 'Diga quais mensagens: os ids delas, ou --batch, ou --request.',
  noneNamed: 'A entrada padrão não traz nenhuma mensagem.',
  resolved: (messages, as) =>
    `${common.messages(messages)} ${messages === 1 ? 'resolvida' : 'resolvidas'} como ${as}.`,
  noDoubt: (id, status) => `  ${id} não está em dúvida: ${status}`,
  notKnown: 'desconhecida',
  is: (id, status, detail) => `Mensagem ${id}: ${status}; ${detail}`,
}

export const templates: typeof enTemplates = {
  noneSo: 'Nenhum modelo assim.',
  more: (from) => `Há mais: --limit a partir de ${from}.`,
  late: 'Nenhum worker os leu em 15 s: há algum rodando? Ele lê assim que houver.',
  effects: {
    off: 'As mensagens não são conferidas com eles (templates.enforce: off).',
    warn: 'Uma mensagem que não combina com eles vai assim mesmo, com aviso (templates.enforce: warn).',
    refuse: 'Uma mensagem que não combina com eles é recusada (templates.enforce: refuse).',
  },
  sources: { file: 'um arquivo', broker: 'a lista do Hi Broker' },
  noSource:
    'Nenhum modelo é conhecido: templates da conta diz um arquivo, ou a lista do Hi Broker (docs/templates.md).',
  read: (number, source, at, effect) =>
    `${count(number, 'modelo', 'modelos')}, fonte: ${source}, lidos às ${at}. ${effect}`,
  noneYet: (source) => `Nenhum modelo conhecido ainda; fonte: ${source}.`,
  failed: (at, message) => `Não puderam ser lidos às ${at}: ${message}`,
  unusable: (which) => `Não servem: ${which}`,
  header: (type) => `cabeçalho ${type}`,
  buttons: (types) => `botões ${types}`,
}
