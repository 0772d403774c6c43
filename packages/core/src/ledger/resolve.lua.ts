/**
 * Ends the doubt of unknown messages. Keys: the account's three (see entry.lua.ts). After the account's arguments: what
 * they are then (`enqueued`: to be sent again, or `accepted`), why, the latest time (ms) at which they may have become
 * unknown, and how long (ms) an attempt may go on after it began; then their ids. Answers whose doubt was ended: id, field
 * `urgent`, and what it is now.
 */
export const resolveLua = /* lua */ `
local account, now = entry_account(), gate_now()
local to, why, latest, attempt_ms, resolved = ARGV[5], ARGV[6], tonumber(ARGV[7]), tonumber(ARGV[8]), {}
for index = 9, #ARGV do
  local id = ARGV[index]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.batch, time_field.unknown, time_field.sending,
    field.urgent)
  -- Another worker may call an attempt unknown while it still goes on.
  local over = (tonumber(known[4]) or 0) + attempt_ms
  if known[1] == 'unknown' and math.max(tonumber(known[3]), over) <= latest then
    local after = to == 'enqueued' and entry_again(account, id, known[2], entry) or to
    entry_move(account, id, known[2], 'unknown', after, now)
    redis.call('HSET', entry, field.detail, why)
    redis.call('HDEL', entry, field.token, field.denied)
    if after == 'enqueued' then
      redis.call('PERSIST', entry)
      -- Whoever resolves may die before it has woken the job.
      redis.call('ZADD', account.prefix .. ':released', now, id)
    end
    resolved[#resolved + 1] = { id, known[5] or '', after }
  end
end
return resolved
`
