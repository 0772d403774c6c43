import type {
  clocks as enClocks,
  line as enLine,
  memory as enMemory,
  persistence as enPersistence,
  redis as enRedis,
} from '../en/doctor-redis.js'

export const redis: typeof enRedis = {
  answers: 'responde',
  noAnswer: (code) => `não responde (${code})`,
  startIt:
    'Inicie-o, ou veja por que nenhuma réplica assume: as contas dele não enfileiram nem enviam; nada do que foi confirmado se perde.',
  incomplete: 'não aceita comandos, embora parte do Cluster responda',
  mendNamed:
    'Conserte o que está nomeado abaixo; com cluster-require-full-coverage no, as contas dos outros masters continuam enquanto isso.',
  unreachable: (code) => `não responde em REDIS_URL (${code})`,
  faults: {
    login: 'Corrija o usuário e a senha em REDIS_URL, ou o que eles podem fazer.',
    certificate:
      'Dê a esta máquina a CA do certificado dele (NODE_EXTRA_CA_CERTS), ou use o nome que está no certificado.',
    'unknown-host':
      'Corrija o nome do host em REDIS_URL: aqui ele não é conhecido. Nada mais pode ser conferido.',
    away: 'Ele está rodando, e é o que está em REDIS_URL? Nada mais pode ser conferido.',
  },
  refused: 'o Redis não respondeu, ou não aceita escritas',
  seeAbove: 'Veja acima o que se diz do Redis.',
  useAtLeast: (oldest, best) => `Use pelo menos ${oldest}; o melhor é ${best} ou mais novo.`,
  useNewer: (tested) => `Use ${tested} ou mais novo: nada é testado com este.`,
  master: 'um master',
  replica: 'uma réplica, que não aceita escritas',
  nameMaster: 'Ponha o master em REDIS_URL.',
  evicts: (policy) =>
    `maxmemory-policy ${policy}: quando falta memória, mensagens que esperam são jogadas fora`,
  noEviction: 'Ponha maxmemory-policy noeviction.',
  hashes: (setting) => `${setting}: cada mensagem que espera ocupa 420 bytes mais do que precisa`,
  setHashes: (bytes) =>
    `CONFIG SET hash-max-listpack-value ${bytes}, e o mesmo no arquivo de configuração dele: poupa 42 MB em 100.000 mensagens.`,
  latency: (ms) => `${ms.replace('.', ',')} ms de ida e volta`,
  near: 'Rode producers e workers perto dele; um Redis sobrecarregado também é lento.',
}

export const memory: typeof enMemory = {
  full: (used, max) =>
    `não resta nenhuma (OOM): ${used} em uso, maxmemory é ${max}; nada é recebido nem enviado`,
  used: (used, max) => `${used} de ${max} em uso`,
  unlimited: (used) => `${used} em uso, sem maxmemory`,
  ofMachine: (found, machine) => `${found}, e a máquina tem ${machine}`,
  enough: 'Dê-lhe mais memória, ou diminua ledgerDays: docs/operations.md, "Sizing".',
  setMaxmemory:
    'Defina maxmemory: sem ele o kernel encerra um Redis grande demais; com ele um Redis cheio recusa trabalho, e nada se perde.',
}

export const persistence: typeof enPersistence = {
  snapshot: 'o último falhou, e o Redis pode recusar escritas (MISCONF)',
  seeLog: 'Veja o log dele: o disco está cheio, ou a pasta não pode ser gravada.',
  off: 'appendonly no: um reinício perde mensagens e esquece o que foi enviado',
  switchOn: 'Ponha appendonly yes e appendfsync always.',
  unwritten: 'o arquivo append-only dele não pôde ser gravado',
  notRewritten: 'o arquivo append-only dele não pôde ser reescrito, e cresce',
  makeRoom: 'Abra espaço no disco dele.',
  everySecond:
    'appendfsync everysec: se faltar energia, ele esquece um segundo de mensagens, e quais delas foram enviadas',
  keepsUp: 'Ponha appendfsync always: o Hi Platform aceita 8 mensagens por segundo, e o disco acompanha.',
  notKnown: 'appendonly yes, mas CONFIG é recusado',
  seeAlways: 'Confira que appendfsync é always.',
  lazy: (appendfsync) => `appendfsync ${appendfsync}: grava quando o sistema quer`,
  setAlways: 'Ponha appendfsync always.',
}

export const clocks: typeof enClocks = {
  redis: (ms, isBehind) =>
    `o do Redis está ${ms} ms ${isBehind ? 'atrasado' : 'adiantado'} em relação ao desta máquina`,
  setBoth: 'Acerte os dois relógios por NTP: as mensagens saem e expiram cedo ou tarde na mesma medida.',
  upstream: (seconds, isBehind) =>
    `o do Hi Platform está ${seconds} s ${isBehind ? 'atrasado' : 'adiantado'} em relação ao nosso`,
  setOurs: 'Acerte por NTP os relógios daqui e do Redis.',
}

export const line: typeof enLine = {
  plainHttp: 'baseUrl começa com http://: usuário, senha e mensagens podem ser lidos no caminho',
  useHttps: 'Comece com https://.',
  here: 'nesta máquina',
  tls: 'TLS',
  password: 'senha',
  and: ' e ',
  guarded: 'TLS e senha',
  without: (missing) => `sem ${missing}, através de uma rede`,
  useTls:
    'Use rediss:// e um usuário com senha, a não ser que ninguém mais esteja nessa rede: docs/security.md.',
}
