import type {
  sealed as enSealed,
  served as enServed,
  sum as enSum,
  upstream as enUpstream,
} from '../en/doctor-service.js'
import { count } from './common.js'

export const served: typeof enServed = {
  none: 'nenhuma agora',
  more: (names, more) => `${names} e mais ${more}`,
  lost: (name, waiting, last) =>
    `${name}: ${count(waiting, 'mensagem espera', 'mensagens esperam')}, e nenhum worker a atende (${last})`,
  last: (at) => `o último às ${at}`,
  never: 'nunca houve um',
  giveToWorker:
    'Um producer aceita mensagens dela. Dê-a a um worker: o mesmo DISPARO_ACCOUNTS, e WORKER_ACCOUNTS que não deixe nenhuma de fora.',
  backAgain:
    'Ponha-a de novo em DISPARO_ACCOUNTS até as mensagens serem enviadas ou canceladas: docs/operations.md#disparoaccountunserved.',
  stray: (name, waiting) =>
    `${name}: ${count(waiting, 'mensagem espera', 'mensagens esperam')}, e nenhum programa jamais atendeu tal conta`,
  isMeant: (found, closest) => `${found}; seria "${closest}"?`,
  slip: 'Corrija o nome em connect({ account }) ou --account, e enfileire de novo; depois apague as chaves disparo:{NAME}:*. Ou configure uma conta com este nome.',
}

export const sealed: typeof enSealed = {
  notRead: 'não conferidos: veja o que se diz da chave de dados',
  missing: (texts, keyId) =>
    `${count(texts, 'texto cifrado', 'textos cifrados')} com a chave ${keyId}, que não está definida aqui`,
  stuck: (found, messages) =>
    `${found}; ${count(messages, 'mensagem', 'mensagens')} entre eles não podem ser enviadas`,
  parked: (messages, keyId) =>
    `${count(messages, 'mensagem parada', 'mensagens paradas')}, pois nenhum worker tinha a chave ${keyId}`,
  giveToWorkers: 'Ela está definida aqui: dê-a também aos workers, e reinicie-os.',
  otherKey:
    'Outra chave tem este id: ponha a certa no lugar dela em DISPARO_DATA_KEY, a mesma em todos os programas.',
  backAgain: (days) =>
    `Ponha-a de volta no fim de DISPARO_DATA_KEY, até as mensagens dela serem mais velhas que ledgerDays (${days}).`,
  damaged: (texts) => count(texts, 'texto danificado', 'textos danificados'),
  moved:
    'Foram mudados no Redis, ou movidos: um job assim falha (job:poisoned), e uma entrada assim não mostra ninguém.',
  nothing: 'nada está cifrado, e nenhuma chave de dados está definida',
  opened: (texts) =>
    `${count(texts, 'texto conferido, que pode ser aberto', 'textos conferidos, que podem ser abertos')}`,
  older: (found, plain) => `${found}; ${plain} sem cifra: então não havia chave de dados`,
}

export const upstream: typeof enUpstream = {
  notAsked: 'não perguntado',
  noCredentials: 'usuário e senha não estão definidos aqui, ou não podem ser lidos',
  asWorkers: 'Rode isto com o que os workers têm.',
  refusesWorkers: (reason, seconds) =>
    `recusa as perguntas dos workers (${reason}); outra consulta é possível em ${seconds} s`,
  mendFirst: 'Conserte isso, e rode de novo.',
  usedUp: (seconds) => `a cota do relatório acabou; outra consulta é possível em ${seconds} s`,
  taken: (url) => `aceita usuário e senha de ${url}; o configId só se vê ao enviar`,
  refused: (reason) => `recusa a conta (${reason})`,
  throttled: 'não tem consulta de sobra (http-429)',
  later: 'Outro programa usa o mesmo usuário? Tente mais tarde.',
  rejected: (reason) => `recusa a pergunta (${reason})`,
  isThisApi: (url) => `${url} fala esta API?`,
  unavailable: (reason) => `não responde bem (${reason})`,
  isReachable: (url) => `Esta máquina alcança ${url}? Se sim, o conserto é deles; as mensagens esperam.`,
  usernameOf: (account) => `username de "${account}"`,
  noRight: (user) => `O usuário (${user}) não pode fazer isto: peça a permissão ao Hi Platform.`,
  wrongAddress: (url) => `O endereço está errado: corrija baseUrl (${url}).`,
  credentials: (user, password) => `Corrija ${user} e ${password}, e reinicie os workers.`,
}

export const sum: typeof enSum = (checks, levels) =>
  `${count(checks, 'verificação', 'verificações')}: ${levels}`
