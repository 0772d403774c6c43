import { waits } from '@disparo/api/words/pt-BR'
import type { holdups as en } from '../en/holdups.js'
import { common, count } from './common.js'

const somebody = 'com disparo unknown resolve'

export const holdups: typeof en = {
  title: 'O que segura:',
  none: 'Nada segura os envios.',
  over: 'Nada segura mais os envios.',
  redisFull: (detail) =>
    `O Redis não aceita gravações (${detail}): nada se perde, e nada é enviado. Veja docs/operations.md#disparoredisdown.`,
  lanePaused: (lane) => `Alguém pausou a fila ${lane}. Retome no Bull Board (papel "admin").`,
  paused: (at, by, id) =>
    `Está pausada${at ? ` desde ${at}` : ''}${by}. Continue com: disparo batch resume ${id}`,
  halted: (at, rejected, which, of, id) =>
    `Parou sozinha em ${at}: ${rejected} ${which === 'first' ? 'das primeiras' : 'das últimas'} ${of} foram recusadas ou falharam. Quando estiver resolvido: disparo batch resume ${id}`,
  canary: (messages) =>
    `${messages === 1 ? 'A primeira mensagem está sendo testada' : `As primeiras ${messages} mensagens estão sendo testadas`}, e as outras esperam o resultado.`,
  scheduled: (messages, at) =>
    `${common.messages(messages)} não ${messages === 1 ? 'pode' : 'podem'} sair antes de ${at}.`,
  quietHours: (messages, until) =>
    `${count(messages, 'mensagem espera', 'mensagens esperam')} o horário permitido; a primeira sai às ${until}.`,
  cap: (until) =>
    `As pessoas já receberam o máximo que frequencyCap permite; a última pode receber de novo em ${until}.`,
  capCounting:
    'O que já saiu está sendo contado para frequencyCap, e o marketing espera isso: alguns segundos, com um worker rodando.',
  batchPace: (max, until, id) =>
    `No máximo ${max} por minuto; a última das adiadas até agora sai às ${until}. Mais rápido: disparo batch pace ${id} none`,
  dataKey:
    'Há mensagens cifradas com uma chave que nenhum worker tem. Ponha-a em DISPARO_DATA_KEY dos workers: docs/operations.md#disparomessagesparked.',
  suppressions:
    'Ninguém sabe quem está bloqueado, pois nenhum worker tem a chave da lista: tudo espera, menos códigos. Ponha-a em DISPARO_DATA_KEY dos workers: docs/operations.md#disparomessagesparked.',
  templateResting: (name, detail, until) =>
    `O modelo ${name} está sendo recusado (${detail}) enquanto outros passam; uma mensagem dele tenta às ${until}. Está aprovado? docs/operations.md#disparotemplateresting.`,
  limitLowered: (max, configured, until) =>
    `O Hi Platform permite ${max} em vez de ${configured} pedidos até ${until}: docs/operations.md#disparolimitlowered.`,
  behind: (messages, until) =>
    `${count(messages, 'mensagem de outro envio vai', 'mensagens de outros envios vão')} antes${until ? `, até cerca de ${until}` : ''}. disparo batches --state running mostra de quem.`,
  retrying: (messages, until) =>
    `${count(messages, 'mensagem espera', 'mensagens esperam')} outra tentativa, a partir de ${until}: as anteriores não passaram.`,
  inDoubt: (messages, why) =>
    `${common.messages(messages)} ${messages === 1 ? 'pode ter saído' : 'podem ter saído'}, e ninguém sabe: ${why}.`,
  waits: {
    ...waits,
    'no-report': `${waits['no-report']}, ${somebody}`,
    'too-old': `${waits['too-old']}, ${somebody}`,
    policy: `${waits.policy}, ${somebody}`,
  },
}
