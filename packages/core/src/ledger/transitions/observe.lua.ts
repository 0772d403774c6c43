/**
 * Writes down what a report (or a webhook) shows of messages. Keys: the account's three (see entry.lua.ts).
 * Of each message (entry_each): id; dispatched, sent, received, read and failed (ms, 0: not seen); billable; origin; detail;
 * upstream id; replied and accepted (ms, 0: not seen); the code of why it failed. A status never moves back, and every time once
 * written stays; what was received, read or answered shows that its number is good; of a person who was forgotten nothing is written any more.
 * Answers, for each message, its field `urgent` and what was new: statuses, and `replied`.
 */
export const observeLua = /* lua */ `
local account = entry_account()
local ladder = { 'accepted', 'sent', 'received', 'read' }
local rung = { accepted = 1, sent = 2, received = 3, read = 4 }

local function observe_one(at)
  local id = ARGV[at]
  local dispatched, failed, billable, origin, detail = ARGV[at + 1], ARGV[at + 5], ARGV[at + 6], ARGV[at + 7], ARGV[at + 8]
  local upstream, replied = ARGV[at + 9], ARGV[at + 10]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.batch, time_field.accepted, time_field.sent,
    time_field.received, time_field.read, field.replied, field.to, field.wentOut, field.urgent, field.billable, field.origin,
    field.token, field.detail, field.request, field.mark)
  local status, fresh, fields, gone = known[1], {}, {}, {}
  local function write(name, value) fields[#fields + 1], fields[#fields + 2] = name, value end
  if not (known[8] and status and (not at_rest[status] or status == 'failed')) then return { known[10] or '' } end

  -- Upstream said that it failed: that it was dispatched or sent is no news, only that it was received all the same.
  local before = rung[status] or (known[9] and rung.sent) or 0
  local top, top_at = before, nil
  local seen = { dispatched, ARGV[at + 2], ARGV[at + 3], ARGV[at + 4] }
  if tonumber(dispatched) == 0 then seen[1] = ARGV[at + 11] end
  for step = before + 1, 4 do
    if tonumber(seen[step]) > 0 then top, top_at = step, seen[step] end
  end
  for step = 1, 4 do
    local moment = seen[step]
    if tonumber(moment) > 0 and not known[step + 2] then
      fresh[#fresh + 1] = ladder[step]
      if step ~= top or top == before then
        write(time_field[ladder[step]], moment)
        entry_tell(account, id, ladder[step], moment)
        local batch = batch_of(id, known[2])
        if batch then series_count(account, batch, ladder[step], tonumber(moment)) end
      end
    end
  end
  if tonumber(dispatched) > 0 then write(field.dispatched, dispatched) end
  if billable ~= '' then write(field.billable, billable) end
  -- The usual origin goes without saying once it is known whether the message costs.
  if origin == usual_origin and (billable ~= '' or known[11]) then
    if known[12] then gone[1] = field.origin end
  elseif origin ~= '' then
    write(field.origin, origin)
  end
  if entry_upstream(account, id, entry, upstream) and account.findable then events_awaited(account, upstream) end
  if tonumber(replied) > 0 and not known[7] then
    fresh[#fresh + 1] = 'replied'
    write(field.replied, replied)
    entry_tell(account, id, 'replied', replied)
  end
  local came = math.max(tonumber(not known[5] and seen[3] or 0), tonumber(not known[6] and seen[4] or 0),
    tonumber(not known[7] and replied or 0))
  if came > 0 and known[16] then number_is_good(account.prefix, person_mark(known[16]), came) end
  if top > before then
    for place, name in pairs({ [13] = field.token, [14] = field.detail, [15] = field.request }) do
      if known[place] then gone[#gone + 1] = name end
    end
  end
  if #gone > 0 then redis.call('HDEL', entry, unpack(gone)) end
  if top > before then
    entry_move(account, id, known[2], status, ladder[top], top_at, fields)
  elseif tonumber(failed) > 0 and top < 3 and status ~= 'failed' then
    fresh[#fresh + 1] = 'failed'
    if detail ~= '' then write(field.detail, detail) end
    entry_move(account, id, known[2], status, 'failed', failed, fields, nil, ARGV[at + 12])
    redis.call('HSETNX', entry, field.wentOut, 0)
  elseif #fields > 0 then
    redis.call('HSET', entry, unpack(fields))
  end
  -- What was said of one that has not failed is news of a kind, though of no status.
  if detail ~= '' and tonumber(failed) == 0 and redis.call('HEXISTS', entry, field.to) == 1 then
    redis.call('HSET', entry, field.detail, detail)
  end
  return { known[10] or '', unpack(fresh) }
end

return entry_each(account, gate_now(), 5, observe_one)
`
