/** What `disparo doctor` says of Redis and of the way to it. */
export const redis = {
  answers: 'answers',
  noAnswer: (code: string) => `gives no answer (${code})`,
  startIt:
    'Start it, or see why no replica takes over: its accounts can neither enqueue nor send; nothing that was acknowledged is lost.',
  incomplete: 'takes no commands, though some of the Cluster answers',
  mendNamed:
    'Mend what is named below; with cluster-require-full-coverage no, accounts on the other masters go on meanwhile.',
  unreachable: (code: string) => `does not answer at REDIS_URL (${code})`,
  faults: {
    login: 'Correct the user and password in REDIS_URL, or what they may do.',
    certificate:
      'Give this machine the CA of its certificate (NODE_EXTRA_CA_CERTS), or name it as the certificate does.',
    'unknown-host':
      'Correct the name of the host in REDIS_URL: it is not known here. Nothing else can be looked at.',
    away: 'Is it running, and does REDIS_URL name it? Nothing else can be looked at.',
  },
  refused: 'Redis gave no answer, or takes no writes',
  seeAbove: 'See what is said of Redis above.',
  useAtLeast: (oldest: string, best: number) => `Use ${oldest} at least; ${best} or newer is best.`,
  useNewer: (tested: number) => `Use ${tested} or newer: nothing is tested with this.`,
  master: 'a master',
  replica: 'a replica, which takes no writes',
  nameMaster: 'Let REDIS_URL name the master.',
  evicts: (policy: string) =>
    `maxmemory-policy ${policy}: when memory is short, waiting messages are thrown away`,
  noEviction: 'Set maxmemory-policy noeviction.',
  hashes: (setting: string) => `${setting}: a message that waits takes 420 bytes more than it needs`,
  setHashes: (bytes: number) =>
    `CONFIG SET hash-max-listpack-value ${bytes}, and the same in its configuration file: it saves 42 MB for 100,000 messages.`,
  latency: (ms: string) => `${ms} ms a round trip`,
  near: 'Run producers and workers near to it; a loaded Redis is slow, too.',
}

export const memory = {
  full: (used: string, max: string) =>
    `it has none left (OOM): ${used} are used, maxmemory is ${max}; nothing is taken in or sent`,
  used: (used: string, max: string) => `${used} of ${max} are used`,
  unlimited: (used: string) => `${used} are used, there is no maxmemory`,
  ofMachine: (found: string, machine: string) => `${found}, and the machine has ${machine}`,
  enough: 'Give it more memory, or lower ledgerDays: docs/operations.md, "Sizing".',
  setMaxmemory:
    'Set maxmemory: without it the kernel ends a Redis that is too large; with it a full one refuses work, and loses nothing.',
}

export const persistence = {
  snapshot: 'the last one failed, and Redis may refuse writes (MISCONF)',
  seeLog: 'Look into its log: the disk is full, or its folder cannot be written.',
  off: 'appendonly no: a restart loses messages and forgets what was sent',
  switchOn: 'Set appendonly yes and appendfsync always.',
  unwritten: 'its append-only file could not be written',
  notRewritten: 'its append-only file could not be rewritten, and grows',
  makeRoom: 'Make room on its disk.',
  everySecond:
    'appendfsync everysec: losing its power, it forgets a second of messages, and which of them were sent',
  keepsUp: 'Set appendfsync always: Hi Platform takes 8 messages a second, so the disk keeps up.',
  notKnown: 'appendonly yes, but CONFIG is refused',
  seeAlways: 'See that appendfsync is always.',
  lazy: (appendfsync: string) => `appendfsync ${appendfsync}: it writes when the system likes`,
  setAlways: 'Set appendfsync always.',
}

export const clocks = {
  redis: (ms: number, isBehind: boolean) =>
    `Redis's is ${ms} ms ${isBehind ? 'behind' : 'ahead of'} this machine's`,
  setBoth: 'Let NTP set both clocks: messages are sent and expire as much too early or late.',
  upstream: (seconds: number, isBehind: boolean) =>
    `Hi Platform's is ${seconds} s ${isBehind ? 'behind' : 'ahead of'} ours`,
  setOurs: 'Let NTP set the clocks here and of Redis.',
}

export const line = {
  plainHttp: 'baseUrl begins with http://: user, password and messages can be read on the way',
  useHttps: 'Let it begin with https://.',
  here: 'on this machine',
  tls: 'TLS',
  password: 'a password',
  and: ' and ',
  guarded: 'TLS and a password',
  without: (missing: string) => `without ${missing}, through a network`,
  useTls:
    'Use rediss:// and a user with a password, unless nobody else is in that network: docs/security.md.',
}
