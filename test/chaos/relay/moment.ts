import type { Direction, Piece } from './relay.js'

export type Channel = 'redis' | 'http' | 'callback'

/** A moment in a message's way, known by the bytes that pass just then. */
export interface Moment {
  readonly channel: Channel
  readonly direction: Direction
  /** How often it is in this piece. */
  readonly countIn: (piece: Piece) => number
}

/** Redis's protocol (RESP) ends every key, argument and reply by CR LF; what stands between is recognised whole. */
export const moments = {
  /** A job was given to the worker, which is about to hear of it. */
  fetched: on('redis', 'in', /"elementName":/),
  /** The worker asks `begin`: of its scripts the one that has the gate's permits among its keys. */
  beginAsked: on('redis', 'out', /:gate:permits\r\n/),
  /** `begin` has answered `go`: the permit is taken and the message marked. */
  begun: on('redis', 'in', /\*2\r\n\$2\r\ngo\r\n/),
  /** A connection to upstream is made, and nothing sent on it yet. */
  connected: { channel: 'http', direction: 'open', countIn: () => 1 },
  /** The first bytes of a POST. */
  posted: { channel: 'http', direction: 'out', countIn: ({ chunk }) => Number(isStart(chunk, 'POST ')) },
  /** Upstream has accepted a POST, and says so. */
  answered: {
    channel: 'http',
    direction: 'in',
    countIn: ({ asked, chunk }) => Number(isStart(chunk, 'HTTP/1.1 200') && !asked.startsWith('GET ')),
  },
  /** The worker asks `settle` to write down that a message was accepted. */
  settleAsked: on('redis', 'out', /\$8\r\naccepted\r\n\$6\r\nalways\r\n/),
  /** It is written down, and the worker about to hear so. */
  settled: on('redis', 'in', /\*\d\r\n\$8\r\naccepted\r\n:/),
  /** A page of the report is on its way to the worker. */
  reportAnswered: {
    channel: 'http',
    direction: 'in',
    countIn: ({ asked, chunk }) => Number(isStart(chunk, 'HTTP/1.1 200') && asked.startsWith('GET ')),
  },
  /** A receiver has taken a callback, and says so. */
  callbackAnswered: {
    channel: 'callback',
    direction: 'in',
    countIn: ({ chunk }) => Number(isStart(chunk, 'HTTP/1.1 204')),
  },
  /** BullMQ is asked to note that a job is done. */
  completionAsked: on('redis', 'out', /:completed\r\n/),
  /** That reached BullMQ, and the worker is about to hear so; its answers have no sign of their own. */
  completed: {
    channel: 'redis',
    direction: 'in',
    countIn: ({ asked }) => asked.split(':completed\r\n').length - 1,
  },
} as const satisfies Record<string, Moment>

function on(channel: Channel, direction: 'out' | 'in', pattern: RegExp): Moment {
  const every = new RegExp(pattern, 'g')
  return {
    channel,
    direction,
    countIn: ({ text, seen }) =>
      [...text.matchAll(every)].filter(({ index, 0: found }) => index + found.length > seen).length,
  }
}

function isStart(chunk: Buffer, start: string): boolean {
  return chunk.subarray(0, start.length).toString('latin1') === start
}
