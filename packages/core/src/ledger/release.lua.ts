/**
 * Lets unknown messages go back to be sent. Keys: the account's three (see entry.lua.ts); then why, and the latest time
 * (ms) at which they may have become unknown; then their ids. Answers the ids of those that were released.
 */
export const releaseLua = /* lua */ `
local account = entry_account()
local why, latest, released = ARGV[5], tonumber(ARGV[6]), {}
for index = 7, #ARGV do
  local id = ARGV[index]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, 'status', 'batch', '@unknown')
  if known[1] == 'unknown' and tonumber(known[3]) <= latest then
    entry_move(account, id, known[2], 'unknown', 'enqueued', 0)
    redis.call('HSET', entry, 'detail', why)
    redis.call('HDEL', entry, 'token')
    redis.call('PERSIST', entry)
    released[#released + 1] = id
  end
end
return released
`
