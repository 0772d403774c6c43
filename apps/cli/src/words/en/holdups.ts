import { common, count } from './common.js'

const somebody = 'say what became of it with disparo unknown resolve'

/** Why nothing, or less, of a batch is sent now, and what to do about it. */
export const holdups = {
  title: 'What holds it up:',
  none: 'Nothing holds it up.',
  over: 'Nothing holds it up any more.',
  redisFull: (detail: string) =>
    `Redis takes no writes (${detail}): nothing is lost, and nothing sent. See docs/operations.md#disparoredisdown.`,
  lanePaused: (lane: string) =>
    `Somebody has paused the ${lane} lane. Resume it in Bull Board (role "admin").`,
  paused: (at: string | undefined, by: string, id: string) =>
    `It is paused${at ? ` since ${at}` : ''}${by}. Go on with: disparo batch resume ${id}`,
  halted: (at: string, rejected: number, which: 'first' | 'last', of: number, id: string) =>
    `It has halted by itself since ${at}: ${rejected} of the ${which === 'first' ? 'first' : 'last'} ${of} were rejected or failed. When that is mended: disparo batch resume ${id}`,
  canary: (messages: number) =>
    `Its first ${common.messages(messages)} are tried, and the others wait for what they come to.`,
  scheduled: (messages: number, at: string) => `${common.messages(messages)} may not go before ${at}.`,
  quietHours: (messages: number, until: string) =>
    `${count(messages, 'message waits', 'messages wait')} for quiet hours to end; the first may go at ${until}.`,
  cap: (until: string) =>
    `People have had as many messages as frequencyCap allows; the last of them may be messaged again at ${until}.`,
  capCounting:
    'What went out before is counted for frequencyCap, and marketing waits for that: some seconds, once a worker runs.',
  batchPace: (max: number, until: string, id: string) =>
    `At most ${max} of it begin in a minute; the last of those put off so far has its turn at ${until}. Faster: disparo batch pace ${id} none`,
  dataKey:
    'Messages are sealed with a data key that no worker has. Put it into DISPARO_DATA_KEY of the workers: docs/operations.md#disparomessagesparked.',
  suppressions:
    'Nobody can tell who is suppressed, for no worker has the data key of the list: all but one-time codes wait. Put it into DISPARO_DATA_KEY of the workers: docs/operations.md#disparomessagesparked.',
  templateResting: (name: string, detail: string, until: string) =>
    `The template ${name} is refused (${detail}) while others get through; one of its messages tries at ${until}. Is it approved? docs/operations.md#disparotemplateresting.`,
  limitLowered: (max: number, configured: number, until: string) =>
    `Hi Platform allows ${max} instead of ${configured} requests until ${until}: docs/operations.md#disparolimitlowered.`,
  behind: (messages: number, until: string | undefined) =>
    `${count(messages, 'other message goes', 'other messages go')} first${until ? `, until about ${until}` : ''}. disparo batches --state running shows whose.`,
  retrying: (messages: number, until: string) =>
    `${count(messages, 'message waits', 'messages wait')} for another attempt, from ${until} on: those before did not get through.`,
  inDoubt: (messages: number, waits: string) =>
    `${common.messages(messages)} may have been sent, and nobody knows: ${waits}.`,
  waits: {
    'no-control': 'the report has to show a message that went out after it',
    'report-lag': 'the report tells within minutes',
    'look-alike': 'the report shows another message to the same person',
    'upstream-outage': 'Hi Platform gave no answers then; the report tells when it answers again',
    'no-report': `over XML there is no report; ${somebody}`,
    'too-old': `the report reaches back no further; ${somebody}`,
    policy: `unknownPolicy is hold; ${somebody}`,
  },
}
