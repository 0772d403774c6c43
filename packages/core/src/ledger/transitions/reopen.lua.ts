/**
 * Lets failed messages be sent again, each wholly or not at all. Keys: the account's three (see entry.lua.ts). After the
 * account's arguments: for each message its id and the key of its job. Answers for each how it stands (`Standing`,
 * reopen.ts), and its field `urgent`.
 * What keeps a message: its attempts begin anew, its detail stays until it is sent, and its entry lives on. It is listed
 * as released until its job was run, for whoever reopens it may die before that.
 */
export const reopenLua = /* lua */ `
local account, now = entry_account(), gate_now()
local to_be_sent = { enqueued = true, sending = true }
local stands = { unknown = 'in-doubt', rejected = 'rejected', expired = 'expired', cancelled = 'cancelled', suppressed = 'suppressed' }

local function standing(id, known, job)
  local status = known[1]
  if not status or to_be_sent[status] then return 'open' end
  if not known[2] and (status == 'failed' or status == 'cancelled') then return 'forgotten' end
  if status ~= 'failed' then return stands[status] or 'already-sent' end
  -- That upstream took it, or says that it failed, is enough: it may be on its way all the same.
  for place = 3, 7 do
    if known[place] then return 'already-sent' end
  end
  if batch_state(account, id, known[9]) == 'cancelled' then return 'cancelled' end
  local expires = tonumber(known[8]) or 0
  if expires > 0 and now >= expires then return 'expired' end
  return redis.call('EXISTS', job) == 1 and 'reopened' or 'job-missing'
end

local answers = {}
for index = 5, #ARGV, 2 do
  local id = ARGV[index]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.to, field.wentOut, time_field.accepted, time_field.sent,
    time_field.received, time_field.read, field.expires, field.batch, field.urgent)
  local stand = standing(id, known, ARGV[index + 1])
  if stand == 'reopened' then
    redis.call('HSET', entry, field.attempts, 0)
    redis.call('HDEL', entry, field.token, field.refused, field.own)
    entry_move(account, id, known[9], 'failed', 'enqueued', now)
    redis.call('PERSIST', entry)
    redis.call('ZADD', account.prefix .. ':released', now, id)
  end
  answers[#answers + 1] = { stand, known[10] or '' }
end
return answers
`
