import { settledStatuses } from '../../message/index.js'

const counted = settledStatuses.map((status) => `'${status}'`).join(', ')

/**
 * When a batch is finished, as Lua functions (entry.lua.ts): once its input has come to its end and all its messages are settled. Its
 * field `total` is how many there are; batches of before have none, and no `finishedAt`.
 */
export const batchFinishLua = /* lua */ `
local unsettled = { enqueued = true, sending = true, unknown = true }

local function batch_finish(account, key)
  local known = redis.call('HMGET', key, 'total', 'unfinished', 'finishedAt', 'sending', 'canary', ${counted})
  local total, settled = tonumber(known[1]) or 0, 0
  if total == 0 or known[2] or known[3] or (tonumber(known[4]) or 0) > 0 then return end
  for place = 6, ${5 + settledStatuses.length} do settled = settled + (tonumber(known[place]) or 0) end
  if settled < total then return end
  account.now = account.now or gate_now()
  redis.call('HSET', key, 'finishedAt', account.now)
  -- Less of it came to go than its canary is.
  if known[5] then canary_judge(account, key, true) end
  entry_tell(account, batch_id(account, key), 'batch.finished', account.now)
end

local function finish_count(account, key, from, to)
  from = from or 'enqueued'
  if unsettled[to] then
    if not unsettled[from] then redis.call('HDEL', key, 'finishedAt') end
    return
  end
  if not unsettled[from] then return end
  local of = account.later and account.later[key]
  if of then of.settled = true else batch_finish(account, key) end
end
`
