import { common, count } from './common.js'

/** `disparo suppress`. */
export const suppress = {
  isNot: 'Not suppressed.',
  mayBeMore: 'There may be more: the producer lacks a data key.',
  added: 'Suppressed.',
  changed: 'Suppressed already for this reason by you; now for more, or for longer.',
  unchanged:
    'Suppressed already for this reason by you, for as much and as long at least: to lessen it, remove it first.',
  sayWhose: 'Say whose: a phone, --person, --import or --reason.',
  cannotUndo: 'This cannot be undone: repeat the command with --yes to lift all of them.',
  lifted: (number: number) => `${count(number, 'suppression')} lifted.`,
  still: 'Still suppressed:',
  since: (at: string) => `since ${at}`,
  until: (at: string) => `until ${at}`,
  allAccounts: 'all accounts',
  byRule: (rule: string) => `by rule ${rule}`,
  rule: (rule: string) => `rule ${rule}`,
  by: (user: string) => `by ${user}`,
  list: (list: string, date: string | undefined) => `list ${list}${date ? ` of ${date}` : ''}`,
  import: (id: string) => `import ${id}`,
  message: (id: string) => `message ${id}`,
  liftedAt: (at: string, what: string, of: string) => `lifted ${at}  ${what}  of ${of}`,
  ofWhom: { person: 'a person', import: 'an import', reason: 'a reason' },
  why: (words: string) => `why: ${words}`,
  noJson: 'A list of people is read from CSV, XLSX or NDJSON: save it as one of these.',
  imported: (rows: number, added: number, changed: number, unchanged: number) =>
    `${common.rows(rows)}: ${added} suppressed, ${changed > 0 ? `${changed} now for more or for longer, ` : ''}${unchanged} were already.`,
  replaced: (number: number) => `${count(number, 'suppression')} of former imports of this list lifted.`,
  leftOut: (rows: number) => `${count(rows, 'bad row')} left out:`,
  mistake: (id: string) => `Was it a mistake? disparo suppress remove --import ${id} lifts all of it.`,
  noneYet: 'None was found yet.',
  noOthers: 'There are no others.',
  nobodySo: 'Nobody is suppressed so.',
  nobody: 'Nobody is suppressed.',
  lookOn: (next: string) => `Look on: --after ${next}`,
  further: (next: string) => `Further ones: --after ${next}`,
  total: (number: number) => `${count(number, 'suppression')}.`,
  fromImport: 'import',
  byHand: 'by hand',
  byDay: 'By day (UTC):',
  written: (number: number) => `${count(number, 'suppression')} written.`,
}

/** `disparo forget`. */
export const forget = {
  looking: 'Looking at keys',
  cannotUndo: 'This cannot be undone: repeat the command with --yes to forget this person.',
  forgotten: (messages: number, jobs: number) =>
    `Forgotten: ${common.messages(messages)}; ${count(jobs, 'job')} removed from the lanes.`,
  pending: (messages: number) =>
    `${common.messages(messages)} under way or in doubt: forgotten when that is over.`,
  unreadable: (texts: number) =>
    `${count(texts, 'text')} could not be opened: give the producer every data key, and repeat this.`,
  damaged:
    'What still does not open then is damaged, and may be about them: it goes when its time is over (ledgerDays).',
  scanned: {
    'before-index': 'All keys were looked at: there may be messages from before persons were noted.',
    'closed-key':
      'All keys were looked at: what persons are marked with is sealed by a data key that the producer lacks.',
    'long-waiting': 'All keys were looked at: messages wait for longer than they are noted for.',
    asked: 'All keys were looked at.',
  },
  elsewhere: [
    "Without a data key, Redis's append-only file has the number until it is rewritten: redis-cli BGREWRITEAOF, at replicas, too.",
    'Backups keep it: forget them again after one is restored. docs/security.md says what else is not reached.',
  ],
}

/** `disparo unknown`. */
export const unknown = {
  none: 'No message is in doubt.',
  some: (messages: number) => `${common.messages(messages)} in doubt:`,
  waits: (what: string) => `waits: ${what}`,
  shown: (shown: number, of: number) => ` (${shown} of ${of} accepted then are shown)`,
  request: (name: string) => `  request: ${name}`,
  sayWhat: 'Say what became of the message: --accepted (it was sent) or --resend.',
  nameThem: 'Name messages by their ids, or --batch, or --request.',
  noneNamed: 'The standard input names no message.',
  resolved: (messages: number, as: string) => `Resolved ${common.messages(messages)} as ${as}.`,
  noDoubt: (id: string, status: string) => `  ${id} is in no doubt: ${status}`,
  notKnown: 'not known',
  is: (id: string, status: string, detail: string) => `Message ${id} is ${status}: ${detail}`,
}

/** `disparo templates`. */
export const templates = {
  noneSo: 'No template is like that.',
  more: (from: number) => `There are more: --limit ${from} and up.`,
  late: 'No worker has read them within 15 s: is one running? It does so once it is.',
  effects: {
    off: 'Messages are not checked against them (templates.enforce: off).',
    warn: 'A message that does not go with them is sent all the same, and told (templates.enforce: warn).',
    refuse: 'A message that does not go with them is refused (templates.enforce: refuse).',
  },
  sources: { file: 'a file', broker: "Hi Broker's list" },
  noSource:
    "No templates are known: the account's templates name a file, or Hi Broker's list (docs/templates.md).",
  read: (number: number, source: string, at: string, effect: string) =>
    `${count(number, 'template')} from ${source}, read at ${at}. ${effect}`,
  noneYet: (source: string) => `No templates are known yet, from ${source}.`,
  failed: (at: string, message: string) => `They could not be read at ${at}: ${message}`,
  unusable: (which: string) => `Not usable: ${which}`,
  header: (type: string) => `header ${type}`,
  buttons: (types: string) => `buttons ${types}`,
}
