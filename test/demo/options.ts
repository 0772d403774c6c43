import { parseArgs } from 'node:util'
import type { Via } from './client/open-client.js'

export const HELP = `Usage: npm run demo -- [options]

Sends examples/campaign.csv (1,203 messages, three of them to people who want none) and 20 urgent ones through the whole of Disparo: Redis, a producer,
two workers, and a sandbox in place of Hi Platform that allows 500 requests in any 6 seconds.

Options:
  --via NAME  by which interface: rest or xml, Hi Platform's own ones, where Disparo stands in for it
              (by xml, Disparo sends through the XML integration, too); default: Disparo's own HTTP API
  --rows N    only the first N messages of the campaign
  --keep      leave everything running afterwards and print the addresses, the console's
              with its user and password first; Ctrl-C ends it
  --json      print the result as one JSON object, the only line on stdout
  --help      print this

REDIS_URL is used if set; else a private Redis is started (and installed, if need be).
The exit code is 0 when everything was sent once and within the limit, 1 when not, 2 for a wrong option.
`

export interface DemoOptions {
  readonly via: Via
  /** `undefined`: all of the campaign. */
  readonly rows: number | undefined
  readonly keep: boolean
  readonly json: boolean
  readonly help: boolean
}

/** @throws TypeError (with a code) for an option or an interface that is not known */
export function parseOptions(args: readonly string[]): DemoOptions {
  const { values } = parseArgs({
    args: [...args],
    options: {
      via: { type: 'string', default: 'api' },
      rows: { type: 'string' },
      keep: { type: 'boolean', default: false },
      json: { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h', default: false },
    },
  })
  return { ...values, via: viaOf(values.via), rows: rowsOf(values.rows) }
}

function rowsOf(text: string | undefined): number | undefined {
  if (text === undefined || /^[1-9]\d{0,3}$/.test(text)) return text === undefined ? undefined : Number(text)
  throw Object.assign(new TypeError('--rows takes a whole number from 1'), { code: 'ERR_ROWS' })
}

function viaOf(name: string): Via {
  if (name === 'api' || name === 'rest' || name === 'xml') return name
  throw Object.assign(new TypeError('--via takes rest or xml'), { code: 'ERR_VIA' })
}
