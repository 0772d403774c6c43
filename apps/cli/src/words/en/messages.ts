import { count } from './common.js'

/** `disparo send`, `status`, `search` and `retry`. */
export const messages = {
  enqueued: (id: string, lane: string) => `Message ${id} is enqueued in the ${lane} lane.`,
  enqueuedBefore: (id: string) => `Message ${id} was enqueued before with this key.`,
  notSentNow: (reason: string, code: string) => `It would not be sent now: ${reason} (${code})`,
  repeat: (key: string) => `Repeat it with --key ${key}, so that it is not sent twice.`,
  fileAndValues: '--file has the whole message: leave out --values.',
  noObject: 'A message must be a JSON object; many messages go with: disparo import',
  wrongFile: (file: string, problem: string) => `${file}: ${problem}.`,
  stdin: 'The standard input',
  missing: (options: string) => `Missing: ${options}. Or give the whole message with --file message.json.`,
  metadata: '--metadata must be name=value.',
  valuesLine: (line: number, file: string, names: string) =>
    `Line ${line} of ${file} must be name=value, with one of: ${names}.`,
  valuesTwice: (line: number, file: string, name: string) =>
    `Line ${line} of ${file} gives ${name} a second time.`,
  is: (id: string, status: string, lane: string, attempts: number) =>
    `Message ${id} is ${status} (${lane} lane, ${count(attempts, 'attempt')}).`,
  retried: (id: string, status: string) => `Message ${id} is ${status}: it is sent again.`,
  lookFor: 'Say what to look for: --to, --key or --reference, one of them.',
  none: 'No message is found.',
  tried: (at: string, reason: string) => `  tried       ${at}  ${reason}`,
  batch: (id: string) => `batch ${id}`,
}
