/** So many templates of a batch are counted one by one. */
const mostTemplates = 50

/**
 * Notes down a chunk of a batch. Keys: the batch's (batchScriptKeys). Arguments: id, now (ms), lane, rejected rows, how long
 * the batch is kept (ms), when the first of the chunk may go (ms; 0: at once), how many templates and rows follow; the
 * templates; of each row its place and which template it is of; and for those with a key of their own, place and message id.
 * Answers how the batch stands.
 */
export const recordChunkLua = /* lua */ `
local batch, moved, id, earliest = KEYS[1], KEYS[6], ARGV[1], tonumber(ARGV[6])
local templates, rows = tonumber(ARGV[7]), tonumber(ARGV[8])
local most_templates = ${mostTemplates}
redis.call('HSETNX', batch, 'createdAt', ARGV[2])
redis.call('HSETNX', batch, 'lane', ARGV[3])
redis.call('HSET', batch, 'rejectedRows', ARGV[4])
-- Bit by bit, for a repetition under way at the same time may know of more rows.
local new, first_row = {}, 9 + templates
for index = first_row, first_row + 2 * rows - 2, 2 do
  if redis.call('SETBIT', KEYS[2], ARGV[index], 1) == 0 then
    local template = ARGV[8 + tonumber(ARGV[index + 1])]
    new[template] = (new[template] or 0) + 1
  end
end
for index = first_row + 2 * rows, #ARGV, 2 do redis.call('HSET', KEYS[3], ARGV[index], ARGV[index + 1]) end
for index = 9, 8 + templates do
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
  local known = tonumber(redis.call('HGET', batch, 'sendAt'))
  if not known or earliest < known then redis.call('HSET', batch, 'sendAt', earliest) end
end
local state = redis.call('HGET', batch, 'state') or 'running'
batch_kept(state, tonumber(ARGV[5]))
if state ~= 'running' then
  -- A sweep under way goes on, and another follows: these rows may have come too late for it.
  if redis.call('ZSCORE', moved, id) then redis.call('ZINCRBY', moved, 1 / 1024, id) else redis.call('ZADD', moved, gate_now(), id) end
end
return state
`
