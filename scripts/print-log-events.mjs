// Prints docs/log-events.md, made of the vocabulary that the loggers are held to: node scripts/print-log-events.mjs > docs/log-events.md
import { callbackEvents } from '../packages/service/dist/log/callback-events.js'
import { changeEvents } from '../packages/service/dist/log/change-events.js'
import { messageEvents } from '../packages/service/dist/log/message-events.js'
import { programEvents } from '../packages/service/dist/log/program-events.js'
import { reportEvents } from '../packages/service/dist/log/report-events.js'
import { requestEvents } from '../packages/service/dist/log/request-events.js'
import { sendingEvents } from '../packages/service/dist/log/sending-events.js'
import { codes, markdownTable } from './markdown-table.mjs'

const sections = {
  Programs: programEvents,
  Requests: requestEvents,
  'What users change': changeEvents,
  Messages: messageEvents,
  Sending: sendingEvents,
  'Statuses and templates': reportEvents,
  Callbacks: callbackEvents,
}
const header = ['event', 'level', 'program', 'fields', 'what happened', 'what to do']

console.log(`# Log events

For operators who read the log or make alerts of it: every line that producer and worker write, and what to do about it.

A line is an object of JSON on standard output. \`event\` is one of these, and never changes its meaning; \`level\` is pino's number (20 debug, 30 info, 40 warn,
50 error), \`time\` the milliseconds since 1970, \`app\` the program, \`pid\` its process. A worker's line of an account has \`account\`, a producer's of a request
\`request\`, which is the answer's \`x-request-id\`. Fields are ids, codes, counts and times: no phone, no parameter, nothing of upstream's words. \`LOG_LEVEL\` is
\`info\` unless set. What stops a start is one line on standard error, without an event. This page is printed by \`scripts/print-log-events.mjs\`; the compiler
refuses an event that it does not have.`)
for (const [title, events] of Object.entries(sections)) {
  const rows = Object.entries(events).map(([event, { levels, by, fields, meaning, action }]) => [
    `\`${event}\``,
    levels.join(', '),
    by.join(', '),
    codes(fields),
    meaning,
    action,
  ])
  console.log(`\n## ${title}\n\n${markdownTable(header, rows)}`)
}
