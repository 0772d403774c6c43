import { counted } from '../format.js'
import type * as ptBR from '../pt-BR/holdups.js'

export const holdups: typeof ptBR.holdups = {
  nothing: 'Nothing is being sent',
  less: 'It goes more slowly',
  reasons: {
    redisFull: (detail) =>
      `Redis takes no writes (${detail}). Nothing is lost; tell whoever runs the service.`,
    noWorker: 'no worker of this account is running. Tell whoever runs the service.',
    lanePaused: (lane) =>
      `somebody has paused the ${lane} lane in Bull Board. An administrator resumes it there.`,
    gateClosed: (why, since) => `${why}${since ? `, for ${since} now` : ''}.`,
    gateOpens: (at) => `It goes on at ${at}.`,
    gateTries: (at) => `The next attempt is at ${at}.`,
    paused: (by, at) => `the campaign was paused${by ? ` by ${by}` : ''}${at ? ` at ${at}` : ''}.`,
    halted: (rejected, of, at) =>
      `the campaign stopped by itself at ${at}: ${rejected} of ${of} sendings failed. Look at the reasons below before you resume it.`,
    canary: (messages) =>
      `a trial with ${counted(messages, 'message', 'messages')} is under way; the others wait for what it comes to.`,
    scheduled: (messages, at) => `${counted(messages, 'message is', 'messages are')} scheduled for ${at}.`,
    quietHours: (messages, until) =>
      `${counted(messages, 'message waits', 'messages wait')} for the hour at which their people may be messaged; the first go at ${until}.`,
    capCounting: 'what went out before is counted for the limit per person; marketing waits some seconds.',
    cap: (until) => `who has had the most messages that may be waits, until ${until} at the latest.`,
    pace: (max, until) => `the pace of this campaign is ${max} a minute, until ${until}.`,
    suppressions: 'the suppressions cannot be read for lack of a key. Tell whoever runs the service.',
    dataKey: 'messages are sealed with a key that no worker has. Tell whoever runs the service.',
    templateResting: (name, why, until) =>
      `the template ${name} is refused: ${why}. The next one tries at ${until}.`,
    limitLowered: (max, configured, until) =>
      `Hi Platform has lowered the limit from ${configured} to ${max} until ${until}.`,
    behind: (messages, until) =>
      `${counted(messages, 'message of others goes', 'messages of others go')} first${until ? `, until about ${until}` : ''}.`,
    retrying: (messages, until) =>
      `${counted(messages, 'message did not get through and tries', 'messages did not get through and try')} again at ${until}.`,
    inDoubt: (messages, waits) => `${counted(messages, 'message', 'messages')} in doubt: ${waits}.`,
  },
  waits: {
    'no-control': 'the report has to show a message that was sent after them',
    'report-lag': 'the report tells within minutes',
    'look-alike': 'the report shows another message to the same person',
    'upstream-outage': 'Hi Platform gave no answers; the report will tell',
    'no-report': 'without a report, somebody has to decide',
    'too-old': 'the report reaches back no further; somebody has to decide',
    policy: 'the account wants somebody to decide',
  },
  gate: {
    password: 'Hi Platform has refused the user or the password',
    forbidden: 'Hi Platform does not let this user send',
    address: 'Hi Platform does not know the address or the account',
    throttled: 'Hi Platform has asked to wait',
    exhausted: "Hi Platform's limit is used up for now",
    down: 'Hi Platform is down',
    other: (code) => `Hi Platform takes nothing (${code})`,
  },
  lanes: { urgent: 'urgent', bulk: 'bulk' },
}
