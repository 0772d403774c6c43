/**
 * Writes down what a report (or a webhook) shows of messages. Keys: the account's three (see entry.lua.ts).
 * After the account's arguments come thirteen for each message: id; dispatched, sent, received, read and failed (ms, 0:
 * not seen); billable; origin; detail; upstream id; replied and accepted (ms, 0: not seen); the code of why it failed. A status never moves back, and every time once written stays;
 * of a person who was forgotten nothing is written any more.
 * Answers, for each message, its field `urgent` and what was new: statuses, and `replied`.
 */
export const observeLua = /* lua */ `
local account = entry_account()
local ladder = { 'accepted', 'sent', 'received', 'read' }
local rung = { accepted = 1, sent = 2, received = 3, read = 4 }
local news = {}
account.now, account.later = gate_now(), {}

local function put(entry, name, value)
  if value ~= '' then redis.call('HSET', entry, name, value) end
end

-- The usual origin goes without saying once it is known whether the message costs.
local function put_origin(entry, origin)
  if origin == usual_origin and redis.call('HEXISTS', entry, field.billable) == 1 then
    redis.call('HDEL', entry, field.origin)
  else
    put(entry, field.origin, origin)
  end
end

for first = 5, #ARGV, 13 do
  local id = ARGV[first]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.batch, time_field.accepted, time_field.sent,
    time_field.received, time_field.read, field.replied, field.to, field.wentOut, field.urgent)
  local status, fresh = known[1], {}
  if known[8] and status and (not at_rest[status] or status == 'failed') then
    -- Upstream said that it failed: that it was dispatched or sent is no news, only that it was received all the same.
    local before = rung[status] or (known[9] and rung.sent) or 0
    local top, top_at = before, nil
    local seen = { ARGV[first + 1], ARGV[first + 2], ARGV[first + 3], ARGV[first + 4] }
    if tonumber(seen[1]) == 0 then seen[1] = ARGV[first + 11] end
    for step = before + 1, 4 do
      if tonumber(seen[step]) > 0 then top, top_at = step, seen[step] end
    end
    for step = 1, 4 do
      local at = seen[step]
      if tonumber(at) > 0 and not known[step + 2] then
        fresh[#fresh + 1] = ladder[step]
        redis.call('HSET', entry, time_field[ladder[step]], at)
        if step ~= top or top == before then
          entry_tell(account, id, ladder[step], at)
          local batch = batch_of(id, known[2])
          if batch then series_count(account, batch, ladder[step], tonumber(at)) end
        end
      end
    end
    if tonumber(ARGV[first + 1]) > 0 then redis.call('HSET', entry, field.dispatched, ARGV[first + 1]) end
    put(entry, field.billable, ARGV[first + 6])
    put_origin(entry, ARGV[first + 7])
    if entry_upstream(account, id, entry, ARGV[first + 9]) and account.findable then events_awaited(account, ARGV[first + 9]) end
    if tonumber(ARGV[first + 10]) > 0 and not known[7] then
      fresh[#fresh + 1] = 'replied'
      redis.call('HSET', entry, field.replied, ARGV[first + 10])
      entry_tell(account, id, 'replied', ARGV[first + 10])
    end
    if top > before then
      redis.call('HDEL', entry, field.token, field.detail, field.request)
      entry_move(account, id, known[2], status, ladder[top], top_at)
    elseif tonumber(ARGV[first + 5]) > 0 and top < 3 and status ~= 'failed' then
      fresh[#fresh + 1] = 'failed'
      put(entry, field.detail, ARGV[first + 8])
      entry_move(account, id, known[2], status, 'failed', ARGV[first + 5], nil, nil, ARGV[first + 12])
      redis.call('HSETNX', entry, field.wentOut, 0)
    end
    -- What was said of one that has not failed is news of a kind, though of no status.
    if tonumber(ARGV[first + 5]) == 0 and redis.call('HEXISTS', entry, field.to) == 1 then
      put(entry, field.detail, ARGV[first + 8])
    end
  end
  news[#news + 1] = { known[10] or '', unpack(fresh) }
end
for key, of in pairs(account.later) do count_flush(account, key, of) end
return news
`
