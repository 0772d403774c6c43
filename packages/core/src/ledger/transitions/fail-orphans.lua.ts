/**
 * Fails messages that are `enqueued` and have no job. Keys: the account's three (see entry.lua.ts). After the account's
 * arguments: why; then for each message its id and the key of its job. Answers those that failed: id, and field `urgent`.
 */
export const failOrphansLua = /* lua */ `
local account, now = entry_account(), gate_now()
local why, failed = ARGV[5], {}
for index = 6, #ARGV, 2 do
  local id, job = ARGV[index], ARGV[index + 1]
  local entry = account.prefix .. ':msg:' .. id
  local known = redis.call('HMGET', entry, field.status, field.batch, field.urgent)
  if known[1] == 'enqueued' and redis.call('EXISTS', job) == 0 then
    redis.call('HSET', entry, field.detail, why)
    entry_move(account, id, known[2], 'enqueued', 'failed', now)
    failed[#failed + 1] = { id, known[3] or '' }
  end
end
return failed
`
