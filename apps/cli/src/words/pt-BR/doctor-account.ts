import type {
  catalogue as enCatalogue,
  figures as enFigures,
  lane as enLane,
  receiver as enReceiver,
  statuses as enStatuses,
} from '../en/doctor-account.js'
import { count } from './common.js'

export const lane: typeof enLane = {
  waiting: (waiting, delayed) =>
    `${count(waiting, 'mensagem espera', 'mensagens esperam')}, ${count(delayed, 'adiada', 'adiadas')}`,
  someWorkers: (found) => `${found}, há workers`,
  workers: (found, workers) => `${found}, ${count(workers, 'worker', 'workers')}`,
  startWorker: 'Inicie um worker com este Redis e estas contas: nada é enviado.',
  paused: (found) => `${found}; está pausada`,
  resume: 'Nada dela é enviado até alguém a retomar: Bull Board, papel admin.',
  late: (found, seconds) => `${found}; uma espera há ${seconds} s`,
  seeLate: 'docs/operations.md#disparourgentwaiting diz por que mensagens urgentes esperam.',
}

export const figures: typeof enFigures = {
  open: 'aberto',
  exhausted: 'espera: o Hi Platform diz que nada resta do limite',
  closed: (reason) => `fechado (${reason})`,
  closedIdle: (reason) => `fechado (${reason}), e nada espera: a próxima mensagem é o teste`,
  isMended: 'O que o fechou está consertado? docs/operations.md#disparogateclosed diz como ver.',
  untilProbe: 'Nada é enviado até um teste passar: docs/operations.md#disparogateclosed.',
  requests: (requests, seconds) => `${count(requests, 'pedido', 'pedidos')} em ${seconds} s`,
  lowered: (found, configured) => `${found}, como o Hi Platform anuncia; limit.max é ${configured}`,
  seeLowered: 'docs/operations.md#disparolimitlowered diz o que fazer.',
  announced: (found, higher) => `${found}; o Hi Platform anuncia ${higher}`,
  resting: (templates) =>
    `${count(templates, 'em pausa: recusado', 'em pausa: recusados')} enquanto outros passam`,
  seeResting: 'disparo gate diz quais; docs/operations.md#disparotemplateresting.',
  suppressions: (suppressions, mebibytes) =>
    `${count(suppressions, 'supressão', 'supressões')}, cerca de ${mebibytes} MiB do Redis`,
  tooOld: (found, lists) => `${found}; velha demais: ${lists}`,
  importAnew: 'Importe de novo: docs/operations.md#disparolegallistold.',
  noDoubt: 'nenhuma mensagem',
  doubt: (messages, minutes) =>
    `${count(messages, 'mensagem', 'mensagens')}, a mais antiga há ${minutes} min`,
  willTell: (found) => `${found}; o relatório vai dizer`,
  seeDoubt: 'Veja disparo unknown list, e docs/operations.md#disparounknownold.',
}

export const catalogue: typeof enCatalogue = {
  none: 'nenhum template ainda',
  readAt: (templates, at) => `${count(templates, 'template, lido', 'templates, lidos')} às ${at}`,
  stale: (found, at, message) => `${found}; sem leitura desde ${at}: ${message}`,
  seeStale: 'docs/operations.md#disparotemplatesstale diz o que fazer.',
  unusable: (found, problems) => `${found}; não servem: ${problems}`,
  mend: 'Mensagens desses contam como de nenhum template: conserte-os na origem.',
}

export const statuses: typeof enStatuses = {
  followed: (messages, used, max) =>
    `${count(messages, 'mensagem acompanhada', 'mensagens acompanhadas')}, ${used} de ${max} consultas usadas`,
  behind: (found, minutes) => `${found}; ${minutes} min de atraso`,
  seeLag: 'docs/operations.md#disparoreportlag diz por que os estados chegam tarde.',
  unmatched: (field) => `menos da metade do que foi aceito há pouco; difere em: ${field}`,
  seeUnmatched: 'Nenhuma dúvida acaba até lá: docs/operations.md#disparoreportunmatched.',
}

export const receiver: typeof enReceiver = {
  unknown: 'desconhecido',
  replay: 'Conserte o receptor, e depois: disparo callbacks replay',
  disabled: (reason) => `desligados (${reason})`,
  waiting: (waiting, failed) => `${waiting} à espera, ${count(failed, 'separado', 'separados')}`,
  dropped: (dropped, percent) =>
    `${count(dropped, 'perdido', 'perdidos')}; a fila está em ${percent} % do que cabe`,
  seeOutbox: 'Conserte o receptor: docs/operations.md#disparocallbacksoutbox',
  paused: (reason, found) => `o receptor não aceita nada (${reason}), ${found}`,
}
