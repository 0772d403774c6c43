/**
 * Finds the message that a webhook speaks of, and keeps the event where there is none, in one step: whoever notes the
 * message after that finds it (unmatched-events.lua.ts). Keys: the account's three (see entry.lua.ts); then when it happened
 * (ms), how much clocks may differ (ms), how long before that it may have been sent (ms), whether the latest of several is
 * meant (1), what is kept (empty: nothing is) and why else than for that (empty), how many upstream ids and how many recipients follow;
 * those, and who may be the recipient if none of these is.
 * Answers its id and when it was enqueued, or false. An upstream id decides; a recipient does only when one message alone
 * was just sent there, and that one is known to have gone out: a guess must never settle whether a message was sent.
 */
export const findMessageLua = /* lua */ `
local account = entry_account()
local at, skew, window, latest, text = tonumber(ARGV[5]), tonumber(ARGV[6]), tonumber(ARGV[7]), ARGV[8] == '1', ARGV[9]
local first_id = 13
local first_recipient = first_id + tonumber(ARGV[11])
local first_sender = first_recipient + tonumber(ARGV[12])

-- Answers whether there is any, and the one.
local function by_id()
  local found
  for index = first_id, first_recipient - 1 do
    local id = upstream_find(account, ARGV[index])
    if id and found and id ~= found then return true end
    found = id or found
  end
  return found ~= nil, found
end

local function by_recipient(first, last)
  local found, sent, others
  for index = first, last do
    local recent = redis.call('ZREVRANGEBYSCORE', recipient_key(account, ARGV[index]), at + skew, at - window,
      'WITHSCORES', 'LIMIT', 0, 2)
    for place = 1, #recent, 2 do
      local id, score = recent[place], tonumber(recent[place + 1])
      others = others or (found and found ~= id)
      if not found or score > sent then found, sent = id, score end
    end
  end
  if not found then return false end
  local status = redis.call('HGET', account.prefix .. ':msg:' .. found, field.status)
  return true, (latest or not others) and went_out[status or ''] and found or nil
end

local is_known, found = by_id()
if not is_known then is_known, found = by_recipient(first_recipient, first_sender - 1) end
if not is_known then is_known, found = by_recipient(first_sender, #ARGV) end
if found then
  return { found, redis.call('HGET', account.prefix .. ':msg:' .. found, time_field.enqueued) or 0 }
end

if text ~= '' then
  local traces, known, is_sealed = {}, {}, string.find(text, '^=[^=]')
  local function lead(trace)
    if not known[trace] then traces[#traces + 1] = trace end
    known[trace] = true
  end
  for index = first_id, first_recipient - 1 do lead(trace_of_id(ARGV[index])) end
  for index = first_recipient, #ARGV do
    -- Beside what is sealed no number stands in clear: its marks lead to it.
    if not (is_sealed and string.find(ARGV[index], '^%d+$')) then lead(trace_of_recipient(ARGV[index])) end
  end
  event_keep(account.prefix, text, traces, ARGV[10] ~= '' and ARGV[10] or nil)
end
return false
`
