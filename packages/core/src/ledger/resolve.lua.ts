/**
 * Ends the doubt of unknown messages. Keys: the account's three (see entry.lua.ts). After the account's
 * arguments: what they are then (`enqueued`: to be sent again, or `accepted`), why, and the latest time (ms) at which
 * they may have become unknown; then their ids. Answers the ids of those that were resolved.
 */
export const resolveLua = /* lua */ `
local account, now = entry_account(), gate_now()
local to, why, latest, resolved = ARGV[5], ARGV[6], tonumber(ARGV[7]), {}
for index = 8, #ARGV do
  local id = ARGV[index]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, 'status', 'batch', '@unknown')
  if known[1] == 'unknown' and tonumber(known[3]) <= latest then
    entry_move(account, id, known[2], 'unknown', to, now)
    redis.call('HSET', entry, 'detail', why)
    redis.call('HDEL', entry, 'token')
    if to == 'enqueued' then redis.call('PERSIST', entry) end
    resolved[#resolved + 1] = id
  end
end
return resolved
`
