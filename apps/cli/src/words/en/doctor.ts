/** What `disparo doctor` looks at, as `--json` has it in every language. */
export const checks = {
  node: 'Node.js',
  variables: 'variables',
  dataKey: 'data key',
  accounts: 'accounts',
  users: 'users',
  redis: 'Redis',
  redisLine: 'Redis line',
  redisVersion: 'Redis version',
  redisRole: 'Redis role',
  redisPersistence: 'Redis persistence',
  redisSnapshots: 'Redis snapshots',
  redisEviction: 'Redis eviction',
  redisMemory: 'Redis memory',
  redisHashes: 'Redis hashes',
  redisLatency: 'Redis latency',
  clocks: 'clocks',
  layout: 'layout',
  proxies: 'proxies',
  served: 'served accounts',
  lanes: 'lanes',
  state: 'state',
  urgent: 'lane urgent',
  bulk: 'lane bulk',
  gate: 'gate',
  limit: 'limit',
  templates: 'templates',
  suppressions: 'suppressions',
  catalogue: 'template list',
  doubt: 'in doubt',
  report: 'report',
  unmatched: 'report shows what is sent',
  callbacks: 'callbacks',
  sealed: 'sealed data',
  credentials: 'user and password',
  callbackSecret: 'callback secret',
  templatesToken: 'templates token',
  webhookSecret: 'webhook secret',
  baseUrl: 'baseUrl',
  upstream: 'Hi Platform',
  upstreamClock: 'upstream clock',
}

export const levels = { ok: 'ok', warn: 'warn', fail: 'fail', skipped: 'skipped' }

export const settings = {
  version: (version: string) => `version ${version}`,
  installNode: (oldest: string) => `Install version ${oldest} or newer.`,
  readable: "the producer's and the worker's can all be read",
  variables: 'Correct what is named: docs/configuration.md has them all.',
  noDataKey: 'none: personal data is not sealed in Redis',
  dataKey: (id: string) => `personal data is sealed with the key ${id}`,
  sameDataKeys: 'Set the same keys for all programs: docs/security.md.',
  noSuchAccounts: (names: string) => `WORKER_ACCOUNTS names ${names}, of which there is none`,
  workerAccounts:
    'Correct WORKER_ACCOUNTS, or put them into DISPARO_ACCOUNTS: a worker does not start with this.',
  accounts: 'Correct it: docs/configuration.md has every field.',
  noUsersHere: 'DISPARO_USERS is not set here',
  atProducer: 'Run this where the producer runs.',
  usersOfNobody: 'without accounts nobody can say whom they may see',
  users: 'Make the entry again: disparo user --help',
  noSender: 'none of them has the role send',
  makeSender: 'Make one: disparo user --help',
  usersRead: (users: number) => `${users} can be read`,
  weak: (names: string) => `the hashes of ${names} are weaker than what is made today`,
  makeAgain: 'Make these entries again, with another password or the same: disparo user --help',
}

export const secrets = {
  files: 'Set the variable, or its _FILE to a file that can be read: docs/configuration.md.',
  and: ' and ',
  anew: (names: string) => `Set ${names} anew: .env.example says how to make one.`,
  notSet: (names: string, isOne: boolean) => `${names} ${isOne ? 'is' : 'are'} not set here`,
  good: (names: string, isOne: boolean) =>
    isOne ? `${names} is as it should be` : `${names} are as they should be`,
}

export const layout = {
  unmarked: (layout: string) =>
    `no version is noted, so it is empty, or of version 0.1.0: the first program of this version makes it ${layout}`,
  migrate: 'Stop all programs, and run: disparo migrate',
  newer: (found: string, known: string) => `${found}; this version works with ${known}`,
  upgrade: 'Upgrade what you run: programs of this version do not start.',
}

export const proxies = {
  untrusted: (address: string) =>
    `X-Forwarded-For comes from ${address}, which TRUSTED_PROXIES does not name: all its users are one address here`,
  name: 'If it is a proxy of yours, name it in TRUSTED_PROXIES; if not, somebody plays one, and is not believed.',
}
