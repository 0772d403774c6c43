import { type AccountKeys, defineScript, type Redis } from '../redis/index.js'
import { outboxGroup } from './outbox.js'
import { type OutboxEvent, readOutboxEvent } from './outbox-event.js'
import { parkedScore } from './parked-events.js'
import { sequencesLua } from './sequences.lua.js'

/** An event that is not in the stream any more is in its line already, or told. */
const lineUpScript = defineScript(
  'disparoAppendToSequences',
  sequencesLua,
  /* lua */ `
local events, lines, next_key, standing, group = KEYS[1], KEYS[2], KEYS[3], KEYS[4], ARGV[1]
for index = 2, #ARGV, 3 do
  local event, item, message = ARGV[index], ARGV[index + 1], ARGV[index + 2]
  if #redis.call('XRANGE', events, event, event) > 0 then
    lines_join(lines, next_key, standing, message, event .. ' ' .. item)
    redis.call('XACK', events, group, event)
    redis.call('XDEL', events, event)
  end
end
`,
)

const advanceScript = defineScript(
  'disparoAdvanceSequence',
  sequencesLua,
  /* lua */ `return lines_advance(KEYS[1], KEYS[2], KEYS[3], ARGV[1], ARGV[2])`,
)

/** Moves events from the outbox into the lines of their messages, each in one step: none is ever in both, or in neither. */
export async function appendToSequences(
  redis: Redis,
  keys: AccountKeys,
  events: readonly OutboxEvent[],
): Promise<void> {
  if (events.length === 0) return
  const args = events.flatMap(({ eventId, messageId, status, at }) => [eventId, `${status} ${at}`, messageId])
  const used = [keys.events, keys.callbackSequences, keys.callbackReady, keys.callbacks]
  await lineUpScript(redis, used, [outboxGroup, ...args])
}

/** Up to `count` changes whose turn has come and that have no job yet, those first that were written first. */
export async function takeReadyEvents(
  redis: Redis,
  keys: AccountKeys,
  count: number,
): Promise<readonly OutboxEvent[]> {
  if (count <= 0) return []
  const upTo = `(${parkedScore}`
  const members = await redis.zrangebyscore(keys.callbackReady, '-inf', upTo, 'LIMIT', 0, count)
  return members.flatMap((member) => {
    const [eventId = '', status = '', at = ''] = member.split(' ', 3)
    const id = member.slice(eventId.length + status.length + at.length + 3)
    return readOutboxEvent(eventId, ['id', id, 'status', status, 'at', at]) ?? []
  })
}

/** Notes that they have jobs. */
export async function removeReadyEvents(
  redis: Redis,
  keys: AccountKeys,
  events: readonly OutboxEvent[],
): Promise<void> {
  if (events.length > 0) await redis.zrem(keys.callbackReady, ...events.map(readyMember))
}

export function readyMember({ eventId, messageId, status, at }: OutboxEvent): string {
  return `${eventId} ${status} ${at} ${messageId}`
}

/** It is the turn of the message's next change, if `eventId` was the first of its line. */
export async function advanceSequence(
  redis: Redis,
  keys: AccountKeys,
  { messageId, eventId }: Pick<OutboxEvent, 'messageId' | 'eventId'>,
): Promise<void> {
  const used = [keys.callbackSequences, keys.callbackReady, keys.callbacks]
  await advanceScript(redis, used, [messageId, eventId])
}
