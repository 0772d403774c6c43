import type {
  checks as enChecks,
  layout as enLayout,
  levels as enLevels,
  proxies as enProxies,
  secrets as enSecrets,
  settings as enSettings,
} from '../en/doctor.js'

export const checks: typeof enChecks = {
  node: 'Node.js',
  variables: 'variáveis',
  dataKey: 'chave de dados',
  accounts: 'contas',
  users: 'usuários',
  redis: 'Redis',
  redisLine: 'conexão do Redis',
  redisVersion: 'versão do Redis',
  redisRole: 'papel do Redis',
  redisPersistence: 'persistência do Redis',
  redisSnapshots: 'snapshots do Redis',
  redisEviction: 'descarte do Redis',
  redisMemory: 'memória do Redis',
  redisHashes: 'hashes do Redis',
  redisLatency: 'latência do Redis',
  clocks: 'relógios',
  layout: 'layout',
  proxies: 'proxies',
  served: 'contas atendidas',
  lanes: 'filas',
  state: 'estado',
  urgent: 'fila urgente',
  bulk: 'fila de campanhas',
  gate: 'portão',
  limit: 'limite',
  templates: 'templates',
  suppressions: 'supressões',
  catalogue: 'lista de templates',
  doubt: 'em dúvida',
  report: 'relatório',
  unmatched: 'relatório mostra os envios',
  callbacks: 'callbacks',
  sealed: 'dados cifrados',
  credentials: 'usuário e senha',
  callbackSecret: 'segredo dos callbacks',
  templatesToken: 'token dos templates',
  webhookSecret: 'segredo do webhook',
  baseUrl: 'baseUrl',
  upstream: 'Hi Platform',
  upstreamClock: 'relógio do Hi Platform',
}

export const levels: typeof enLevels = { ok: 'ok', warn: 'aviso', fail: 'falha', skipped: 'não visto' }

export const settings: typeof enSettings = {
  version: (version) => `versão ${version}`,
  installNode: (oldest) => `Instale a versão ${oldest} ou mais nova.`,
  readable: 'as do producer e as do worker podem todas ser lidas',
  variables: 'Corrija o que está nomeado: docs/configuration.md tem todas.',
  noDataKey: 'nenhuma: os dados pessoais não ficam cifrados no Redis',
  dataKey: (id) => `os dados pessoais ficam cifrados com a chave ${id}`,
  sameDataKeys: 'Ponha as mesmas chaves em todos os programas: docs/security.md.',
  noSuchAccounts: (names) => `WORKER_ACCOUNTS diz ${names}, que não existe nas contas`,
  workerAccounts:
    'Corrija WORKER_ACCOUNTS, ou ponha essas contas em DISPARO_ACCOUNTS: assim um worker não começa.',
  accounts: 'Corrija: docs/configuration.md tem cada campo.',
  noUsersHere: 'DISPARO_USERS não está definida aqui',
  atProducer: 'Rode isto onde roda o producer.',
  usersOfNobody: 'sem contas ninguém sabe o que eles podem ver',
  users: 'Faça a entrada de novo: disparo user --help',
  noSender: 'nenhum deles tem o papel send',
  makeSender: 'Faça um: disparo user --help',
  usersRead: (users) => `${users} podem ser lidos`,
  weak: (names) => `os hashes de ${names} são mais fracos que os feitos hoje`,
  makeAgain: 'Faça essas entradas de novo, com outra senha ou a mesma: disparo user --help',
}

export const secrets: typeof enSecrets = {
  files: 'Defina a variável, ou a sua _FILE com um arquivo que possa ser lido: docs/configuration.md.',
  and: ' e ',
  anew: (names) => `Defina ${names} de novo: .env.example diz como fazer.`,
  notSet: (names, isOne) => `${names} não ${isOne ? 'está definida' : 'estão definidas'} aqui`,
  good: (names, isOne) => `${names} ${isOne ? 'está como deve' : 'estão como devem'}`,
}

export const layout: typeof enLayout = {
  unmarked: (layout) =>
    `nenhuma versão está anotada: está vazio, ou é da versão 0.1.0; o primeiro programa desta versão faz dele ${layout}`,
  migrate: 'Pare todos os programas, e rode: disparo migrate',
  newer: (found, known) => `${found}; esta versão trabalha com ${known}`,
  upgrade: 'Atualize o que você roda: programas desta versão não começam.',
}

export const proxies: typeof enProxies = {
  untrusted: (address) =>
    `X-Forwarded-For vem de ${address}, que TRUSTED_PROXIES não diz: todos os usuários dele são um só endereço aqui`,
  name: 'Se é um proxy seu, ponha-o em TRUSTED_PROXIES; se não, alguém finge ser um, e ninguém acredita nele.',
}
