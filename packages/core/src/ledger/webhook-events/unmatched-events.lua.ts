import { wakeLua } from '../../redis/index.js'

/**
 * Webhook events of no message known, kept until their message is (`settle` may be later than the first of them). The
 * stream `webhook:unmatched` has them, at most `kept_events`. What each could be matched by (its traces: upstream ids and
 * recipients) leads to it in the hash `webhook:awaited`. Whoever notes an upstream id or a recipient looks there, once,
 * and lists what it finds in `webhook:due` (ZSET by time): those are to be matched again. Replies whose text
 * cannot be found are kept there, too, with a field `why`, whatever they answer.
 */
export const unmatchedEventsLua = /* lua */ `${wakeLua}
local kept_events, kept_per_trace, kept_ms = 10000, 32, 604800000

-- One number has two forms in Brazil, with and without its ninth digit: both are the latter here.
local function recipient_name(to)
  if #to == 13 and string.find(to, '^55%d%d9') then to = string.sub(to, 1, 4) .. string.sub(to, 6) end
  return to
end

local function trace_of_id(upstream) return 'u' .. string.sub(redis.sha1hex(upstream), 1, 16) end
local function trace_of_recipient(to) return 'r' .. recipient_name(to) end

-- Lists the events that wait for this message. One question to Redis.
local function events_awaited(account, upstream, recipient)
  local traces = {}
  if upstream and upstream ~= '' and not account.shared_ids then traces[1] = trace_of_id(upstream) end
  if recipient then traces[#traces + 1] = trace_of_recipient(recipient) end
  if #traces == 0 then return end
  local awaited = redis.call('HMGET', account.prefix .. ':webhook:awaited', unpack(traces))
  for index = 1, #traces do
    for event in string.gmatch(awaited[index] or '', '%S+') do
      redis.call('ZADD', account.prefix .. ':webhook:due', gate_now(), event)
      redis.call('PEXPIRE', account.prefix .. ':webhook:due', kept_ms)
      wake(account.prefix, 'webhook')
    end
  end
end

-- Answers whether it was still there.
local function event_drop(prefix, event, traces)
  local awaited = prefix .. ':webhook:awaited'
  for trace in string.gmatch(traces, '%S+') do
    local left = {}
    for other in string.gmatch(redis.call('HGET', awaited, trace) or '', '%S+') do
      if other ~= event then left[#left + 1] = other end
    end
    if #left > 0 then redis.call('HSET', awaited, trace, table.concat(left, ' ')) else redis.call('HDEL', awaited, trace) end
  end
  redis.call('ZREM', prefix .. ':webhook:due', event)
  return redis.call('XDEL', prefix .. ':webhook:unmatched', event) == 1
end

-- Events of before there were traces have none.
local function traces_of(fields)
  for index = 1, #fields, 2 do
    if fields[index] == 'traces' then return fields[index + 1] end
  end
  return ''
end

-- why: what else it is kept for than that its message is not known.
local function event_keep(prefix, text, traces, why)
  local stream, awaited = prefix .. ':webhook:unmatched', prefix .. ':webhook:awaited'
  local event = redis.call('XADD', stream, '*', 'event', text, 'traces', table.concat(traces, ' '), unpack(why and { 'why', why } or {}))
  for _, trace in ipairs(traces) do
    local events = { event }
    for other in string.gmatch(redis.call('HGET', awaited, trace) or '', '%S+') do
      if other ~= event and #events < kept_per_trace then events[#events + 1] = other end
    end
    redis.call('HSET', awaited, trace, table.concat(events, ' '))
  end
  for _ = 1, redis.call('XLEN', stream) - kept_events do
    local oldest = redis.call('XRANGE', stream, '-', '+', 'COUNT', 1)[1]
    event_drop(prefix, oldest[1], traces_of(oldest[2]))
  end
  for _, key in ipairs({ stream, awaited, prefix .. ':webhook:due' }) do redis.call('PEXPIRE', key, kept_ms) end
end
`
