/**
 * Ends the doubt of unknown messages. Keys: the account's three (see entry.lua.ts). After the account's arguments: what
 * they are then (`enqueued`: to be sent again, or `accepted`), why, the latest time (ms) at which they may have become
 * unknown, how long (ms) an attempt may go on after it began, and how many attempts a message that is sent again may have
 * made (0: any number; one that has made them all has failed); then their ids. Answers whose doubt was ended: id, field
 * `urgent`, and what it is now.
 */
export const resolveDoubtLua = /* lua */ `
local account, now = entry_account(), gate_now()
local to, why, latest, attempt_ms = ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8])
local max_attempts, resolved = tonumber(ARGV[9]), {}
for index = 10, #ARGV do
  local id = ARGV[index]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.batch, time_field.unknown, time_field.sending,
    field.urgent, field.attempts)
  -- Another worker may call an attempt unknown while it still goes on.
  local over = (tonumber(known[4]) or 0) + attempt_ms
  if known[1] == 'unknown' and math.max(tonumber(known[3]), over) <= latest then
    local after = to == 'enqueued' and entry_again(account, id, known[2], entry) or to
    local is_spent = after == 'enqueued' and max_attempts > 0 and (tonumber(known[6]) or 0) >= max_attempts
    if is_spent then after = 'failed' end
    if after ~= 'accepted' then cap_correct(account, entry, false) end
    entry_move(account, id, known[2], 'unknown', after, now, nil, nil, is_spent and 'attempts-exhausted')
    redis.call('HSET', entry, field.detail, is_spent and 'attempts-exhausted: ' .. why or why)
    redis.call('HDEL', entry, field.token, field.denied, field.request)
    if after == 'enqueued' then redis.call('PERSIST', entry) end
    -- Whoever resolves may die before it has woken the job, to be sent or to fail.
    if after == 'enqueued' or is_spent then redis.call('ZADD', account.prefix .. ':released', now, id) end
    resolved[#resolved + 1] = { id, known[5] or '', after }
  end
end
return resolved
`
