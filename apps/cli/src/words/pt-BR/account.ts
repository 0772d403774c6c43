import type {
  account as enAccount,
  callbacks as enCallbacks,
  gate as enGate,
  report as enReport,
  webhook as enWebhook,
} from '../en/account.js'
import { count } from './common.js'

const lanes = { urgent: 'urgente', bulk: 'campanhas' }

export const account: typeof enAccount = {
  is: (name, closedBy) =>
    `Conta ${name}: ${closedBy === undefined ? 'o portão está aberto' : `o portão está fechado (${closedBy})`}.`,
  permits: (used, max, seconds) => `  limite     ${used} de ${max} usados em ${seconds} s`,
  sent: (last, hour) => `  enviadas   ${last} no último minuto completo, ${hour} em uma hora`,
  lane: (lane, waiting, active, delayed, isPaused) =>
    `  ${lanes[lane].padEnd(11)}${count(waiting, 'mensagem espera', 'mensagens esperam')}, ${active} saindo, ${delayed} adiadas${isPaused ? ', pausada' : ''}`,
  urgentTook: (p50, p95, messages) =>
    `  urgentes: metade em até ${p50} ms, 95 % em até ${p95} ms (${messages} da última hora)`,
  urgentFailed: (messages) => `  urgente    ${messages} falharam na última hora`,
  workers: (isSome) => `  workers    ${isSome ? 'há, de uma versão anterior à 0.2.0' : 'nenhum'}`,
  worker: (name, version, since, seen) => `  worker     ${name} (${version}), desde ${since}, visto ${seen}`,
  report: (left, max, lag) =>
    `  relatório  restam ${left} de ${max} consultas${lag ? `, ${lag} s de atraso` : ''}`,
  callbacks: (said) => `  callbacks  ${said}`,
  noCallbacks: 'nenhum',
  callbacksWait: (waiting) => `${waiting} à espera`,
  callbacksDisabled: 'desligados: disparo callbacks',
}

export const gate: typeof enGate = {
  open: 'O portão está aberto.',
  limit: (said) => `  limite     ${said}`,
  requests: (max, seconds) => `${max} pedidos em ${seconds} s`,
  lowered: (line, until, configured) =>
    `${line} até ${until}, pelo que diz o Hi Platform; o configurado é ${configured}`,
  announced: (line, announced) => `${line}; o Hi Platform anuncia ${announced}`,
  resting: (name, reason, since, until) =>
    `  em pausa   ${name} (${reason}), recusado desde ${since}, nova tentativa às ${until}`,
}

export const report: typeof enReport = {
  followed: (messages, since) =>
    `${count(messages, 'mensagem acompanhada', 'mensagens acompanhadas')}, enviadas desde ${since}.`,
  none: 'Nenhuma mensagem é acompanhada.',
  lastScan: (at) => `  leitura    ${at ?? 'nenhuma ainda'}`,
  requests: (left, max, seconds, at) =>
    `  consultas  restam ${left} de ${max} em ${seconds} s${at ? `, mais uma às ${at}` : ''}`,
  others: (items) => `  de outros  ${count(items, 'item', 'itens')}`,
  notShown: (messages) =>
    `  ausentes   ${count(messages, 'mensagem aceita nunca apareceu', 'mensagens aceitas nunca apareceram')}`,
  unmatched: (shown, of, since, field) =>
    `  diferente  só ${shown} de ${of} aceitas há pouco aparecem, desde ${since} (difere: ${field})`,
  sender: (sender) => `  remetente  ${sender}`,
  webhook: (matched, unmatched) =>
    `  webhook    ${count(matched, 'evento nosso', 'eventos nossos')}, ${unmatched} de nenhuma mensagem conhecida`,
  repeated: (messages) =>
    `  repetido   ${count(messages, 'mensagem tem', 'mensagens têm')} um id do Hi Platform que outra já tinha`,
  shows: '  mostra   ',
  namespace: (sent, shown) => `namespace ${sent} como ${shown === '' ? 'nada' : shown}`,
  names: (how) => `nomes ${how}`,
  labels: (how) => `etiquetas ${how}`,
  recipients: (how) => `destinatários ${how}`,
  senders: (list) => `remetentes ${list}`,
}

export const callbacks: typeof enCallbacks = {
  enabled: 'Os callbacks estão ligados.',
  disabled: (at, reason) =>
    `Os callbacks estão desligados desde ${at} (${reason}): conserte o receptor, e depois disparo callbacks replay.`,
  paused: (reason, until) => `O receptor não aceita nada (${reason}): nova tentativa às ${until}.`,
  waiting: (waiting, failed) => `${waiting} à espera, ${count(failed, 'separado', 'separados')} por falhar.`,
  lastDelivered: (at) => `  última entrega  ${at}`,
  lastFailed: (at, reason) => `  última falha    ${at}  ${reason}`,
  outbox: (share, events, oldest, days, most) =>
    `A fila de callbacks está em ${share} % do que cabe: ${count(events, 'mudança', 'mudanças')}, a mais antiga de ${oldest}. Além de ${days} dias, ou ${most.toLocaleString('pt-BR')} mudanças, as mais antigas se perdem.`,
  dropped: (events) =>
    `${count(events, 'mudança nunca foi contada', 'mudanças nunca foram contadas')}: a fila estava cheia.`,
  replayed: (replayed, promoted) =>
    `Os callbacks estão ligados; ${count(replayed, 'callback separado', 'callbacks separados')} e ${promoted} à espera de outra tentativa estão a caminho.`,
}

export const webhook: typeof enWebhook = {
  none: 'Todo evento achou a sua mensagem, e toda resposta pôde ser lida.',
  unmatched: (events) =>
    `${count(events, 'evento não serve', 'eventos não servem')}: no-message, nenhuma mensagem é conhecida; no-text, uma resposta sem texto que se ache:`,
  older: (next) => `Mais antigos: --before ${next}`,
  sealed: '(cifrado com uma chave que não está aqui)',
}
