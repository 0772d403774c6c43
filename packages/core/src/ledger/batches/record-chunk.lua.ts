/** So many templates of a batch are counted one by one. */
const mostTemplates = 50
/** So many moments at which rows may go are kept as they are; more by the hour, and from so many on by the day. */
const mostMoments = 100
const mostHours = 500

/**
 * Notes down a chunk of a batch. Keys: the batch's (batchScriptKeys). Arguments: id, now (ms), lane, rejected rows, how long
 * the batch is kept (ms), when the first of the chunk may go (ms; 0: at once), how many templates, moments and rows follow, until when the last of the
 * batch's rows waits for its person's cap, as far as is known (ms; 0: none does); the
 * templates; the moments that are ahead (ms); of each row its place, which template it is of, and which moment it waits for (0: none);
 * and for those with a key of their own, place and message id.
 * Answers how the batch stands.
 */
export const recordChunkLua = /* lua */ `
local batch, moved, id, earliest = KEYS[1], KEYS[6], ARGV[1], tonumber(ARGV[6])
local templates, moments, rows = tonumber(ARGV[7]), tonumber(ARGV[8]), tonumber(ARGV[9])
local most_templates = ${mostTemplates}
redis.call('HSETNX', batch, 'createdAt', ARGV[2])
redis.call('HSETNX', batch, 'lane', ARGV[3])
redis.call('HSET', batch, 'rejectedRows', ARGV[4])
-- Bit by bit, for a repetition under way at the same time may know of more rows.
local new, due, first_row = {}, {}, 11 + templates + moments
for index = first_row, first_row + 3 * rows - 3, 3 do
  if redis.call('SETBIT', KEYS[2], ARGV[index], 1) == 0 then
    local template, moment = ARGV[10 + tonumber(ARGV[index + 1])], tonumber(ARGV[index + 2])
    new[template] = (new[template] or 0) + 1
    if moment > 0 then due[moment] = (due[moment] or 0) + 1 end
  end
end
for index = first_row + 3 * rows, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[index], ARGV[index + 1]) end
for moment, count in pairs(due) do
  local at, known = tonumber(ARGV[10 + templates + moment]), tonumber(redis.call('HGET', batch, 'moments') or 0)
  local field = string.format('due:%.0f', at)
  if known >= ${mostMoments} and redis.call('HEXISTS', batch, field) == 0 then
    local step = known >= ${mostHours} and 86400000 or 3600000
    field = string.format('due:%.0f', math.ceil(at / step) * step)
  end
  if redis.call('HINCRBY', batch, field, count) == count then redis.call('HINCRBY', batch, 'moments', 1) end
end
for index = 11, 10 + templates do
  -- A batch of very many templates names those that came first, and counts the others together.
  local count, field = new[ARGV[index]], 'template:' .. ARGV[index]
  if count then
    if redis.call('HEXISTS', batch, field) == 0 then
      if tonumber(redis.call('HGET', batch, 'templates') or 0) >= most_templates then
        field = 'template:'
      else
        redis.call('HINCRBY', batch, 'templates', 1)
      end
    end
    redis.call('HINCRBY', batch, field, count)
  end
end
if next(new) then
  if tonumber(ARGV[10]) > (tonumber(redis.call('HGET', batch, 'cappedPlan')) or 0) then redis.call('HSET', batch, 'cappedPlan', ARGV[10]) end
  redis.call('HSET', batch, 'total', redis.call('BITCOUNT', KEYS[2]))
  redis.call('HDEL', batch, 'finishedAt')
  local known = tonumber(redis.call('HGET', batch, 'sendAt'))
  if not known or earliest < known then redis.call('HSET', batch, 'sendAt', earliest) end
end
local state = redis.call('HGET', batch, 'state') or 'running'
batch_kept(state, tonumber(ARGV[5]))
-- While a canary is not complete, any of these rows may be of it.
local is_trying = state == 'canary' and redis.call('SCARD', KEYS[11]) < (tonumber(redis.call('HGET', batch, 'canary')) or 0)
if state ~= 'running' and not is_trying then
  -- A sweep under way goes on, and another follows: these rows may have come too late for it.
  if redis.call('ZSCORE', moved, id) then redis.call('ZINCRBY', moved, 1 / 1024, id) else redis.call('ZADD', moved, gate_now(), id) end
end
return state
`
