import type { batches as en } from '../en/batches.js'
import { common, count } from './common.js'

export const batches: typeof en = {
  is: (id, total, lane, badRows, standing) =>
    `Campanha ${id}: ${common.messages(total)} na fila ${lane}${badRows}${standing}.`,
  badRows: (number) => `, ${count(number, 'linha recusada', 'linhas recusadas')}`,
  standing: (state, scheduled, since, by) =>
    `; ${state}${scheduled ? ` para ${scheduled}` : ''}${since ? ` desde ${since}${by}` : ''}`,
  named: (name, at, by) => `  ${name}, criada ${at}${by}`,
  pace: (max) => `Ritmo de até ${max} por minuto.`,
  percent: (percent, by) => `${percent} % resolvido${by ? `; tudo deve ter saído até ${by}` : ''}.`,
  none: 'Nenhuma campanha ainda.',
  noneSo: 'Nenhuma campanha assim.',
  settledOf: (settled, total) => `${settled} de ${total}`,
  noName: '(sem nome)',
  cannotUndo: 'Não há como desfazer: repita o comando com --yes para cancelar esta campanha.',
  notSent: (enqueued) =>
    `As ${enqueued} que ainda esperam não são enviadas; os workers as tiram da fila agora.`,
  goesOn: (sending) => `O que já tinha começado continua: ${sending}.`,
  paceWrong: 'O ritmo é um número inteiro de mensagens por minuto, como 120, ou "none".',
  nothingYet: 'Nada aconteceu com as mensagens ainda.',
  otherReasons: (messages) => `  ${common.messages(messages)} por outros motivos: --json mostra todos.`,
  retried: (messages) => `${count(messages, 'mensagem volta', 'mensagens voltam')} para a fila.`,
  notRetried: (messages, why) => `  ${messages} não: ${why}`,
  obstacles: {
    'not-failed': 'não falharam',
    'in-doubt': 'estão em dúvida',
    rejected: 'foram recusadas por Hi Platform ou Meta',
    'already-sent': 'já tinham saído',
    expired: 'passaram do prazo',
    suppressed: 'a pessoa está bloqueada',
    forgotten: 'a pessoa foi esquecida',
    cancelled: 'foram canceladas',
    'job-missing': 'o texto não existe mais',
  },
  settled: 'Resolvidas',
  exporting: 'Exportando',
  written: (messages, total) => `${common.messages(messages)} de ${total} gravadas.`,
  contentGone: (messages, isCsv) =>
    `De ${common.messages(messages)} não se sabe mais o texto (${isCsv ? 'coluna content: gone' : 'sem content'}); import recusa essas linhas.`,
  ratePerMinute: (rate) => `, ${rate} por minuto`,
  left: (minutes) =>
    `, ${minutes <= 1 ? 'falta cerca de um minuto' : `faltam cerca de ${minutes < 90 ? `${minutes} min` : `${String(Math.round(minutes / 6) / 10).replace('.', ',')} h`}`}`,
  halted: (id) =>
    `Parou sozinha, pois muitas foram recusadas ou falharam: veja disparo batch ${id}. Continue com: disparo batch resume ${id}`,
  doubt: (unknown, id) =>
    `Só resta dúvida: ${common.messages(unknown)} ${unknown === 1 ? 'pode ter saído' : 'podem ter saído'}, e nenhum relatório diz. Decida com: disparo unknown resolve --batch ${id}`,
  timeout: (id) => `Ainda não terminou, e continua. Espere com: disparo batch ${id} --wait`,
  waitWithout: '--wait-timeout diz quanto --wait espera: use --wait também.',
  waitWrong: '--wait-timeout precisa ser um tempo como 90s, 30m ou 2h.',
  of: (value, total) => `${value} de ${total}`,
  etaLeft: 'faltam {eta_formatted}',
}
