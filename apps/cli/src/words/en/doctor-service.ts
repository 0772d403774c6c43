import { count } from './common.js'

/** What `disparo doctor` says of who serves accounts, of sealed data, and of Hi Platform. */
export const served = {
  none: 'none now',
  more: (names: string, more: number) => `${names} and ${more} more`,
  lost: (name: string, waiting: number, last: string) =>
    `${name}: ${count(waiting, 'message waits', 'messages wait')}, and no worker serves it (${last})`,
  last: (at: string) => `last at ${at}`,
  never: 'none ever has',
  giveToWorker:
    'A producer takes messages for it. Give it to a worker: the same DISPARO_ACCOUNTS, and WORKER_ACCOUNTS that leave none out.',
  backAgain:
    'Put it into DISPARO_ACCOUNTS again until its messages are sent or cancelled: docs/operations.md#disparoaccountunserved.',
  stray: (name: string, waiting: number) =>
    `${name}: ${count(waiting, 'message waits', 'messages wait')}, and no program has ever served such an account`,
  isMeant: (found: string, closest: string) => `${found}; is "${closest}" meant?`,
  slip: 'Correct the name in connect({ account }) or --account, and enqueue again; then delete the keys disparo:{NAME}:*. Or configure an account of this name.',
}

export const sealed = {
  notRead: 'not looked at: see what is said of the data key',
  missing: (texts: number, keyId: string) =>
    `${count(texts, 'text is', 'texts are')} sealed with the key ${keyId}, which is not set here`,
  stuck: (found: string, messages: number) =>
    `${found}; ${count(messages, 'message')} of them cannot be sent`,
  parked: (messages: number, keyId: string) =>
    `${count(messages, 'message is', 'messages are')} parked, for no worker had the key ${keyId}`,
  giveToWorkers: 'It is set here: give it to the workers, too, and restart them.',
  otherKey:
    'Another key has this id: put the right one in its place in DISPARO_DATA_KEY, the same for all programs.',
  backAgain: (days: number) =>
    `Put it back at the end of DISPARO_DATA_KEY, until its messages are older than ledgerDays (${days}).`,
  damaged: (texts: number) => `${count(texts, 'text is', 'texts are')} damaged`,
  moved: 'They were changed in Redis, or moved: such a job fails (job:poisoned), such an entry shows nobody.',
  nothing: 'nothing is sealed, and no data key is set',
  opened: (texts: number) => `${count(texts, 'text')} looked at, which can be opened`,
  older: (found: string, plain: number) => `${found}; ${plain} are not sealed: there was no data key then`,
}

export const upstream = {
  notAsked: 'not asked',
  noCredentials: 'user and password are not set here, or cannot be read',
  asWorkers: 'Run this with what the workers have.',
  refusesWorkers: (reason: string, seconds: number) =>
    `refuses the workers' questions (${reason}); another request is due in ${seconds} s`,
  mendFirst: 'Mend that, and run this again.',
  usedUp: (seconds: number) => `the report's quota is used up; another request is due in ${seconds} s`,
  taken: (url: string) => `takes user and password of ${url}; the configId only sending shows`,
  refused: (reason: string) => `refuses the account (${reason})`,
  throttled: 'has no request to spare (http-429)',
  later: 'Does another program use the same user? Try later.',
  rejected: (reason: string) => `refuses the question (${reason})`,
  isThisApi: (url: string) => `Does ${url} speak this API?`,
  unavailable: (reason: string) => `gives no good answer (${reason})`,
  isReachable: (url: string) => `Can this machine reach ${url}? If so, it is theirs to mend; messages wait.`,
  usernameOf: (account: string) => `username of "${account}"`,
  noRight: (user: string) => `The user (${user}) may not do this: ask Hi Platform for the right.`,
  wrongAddress: (url: string) => `The address is wrong: correct baseUrl (${url}).`,
  credentials: (user: string, password: string) =>
    `Correct ${user} and ${password}, and start the workers again.`,
}

export const sum = (checks: number, levels: string): string => `${count(checks, 'check')}: ${levels}`
