/**
 * Gives a batch another `maxPerMinute`. Keys: the batch's (batchScriptKeys), and that of who did what. Arguments: id; how many a minute (empty: as
 * many as the account may send); who does so; how long that is kept (ms; 0: it is not noted). What was promised is forgotten, and its messages are listed to be swept, so that those that sleep ask anew. Answers
 * `ok`, `cancelled` or `urgent`; nothing for a batch that is not noted down.
 */
export const setBatchPaceLua = /* lua */ `
local batch, moved, id = KEYS[1], KEYS[6], ARGV[1]
local known = redis.call('HMGET', batch, 'createdAt', 'state', 'lane', 'maxPerMinute')
if not known[1] then return false end
if known[2] == 'cancelled' then return 'cancelled' end
if known[3] == 'urgent' then return 'urgent' end
if (known[4] or '') == ARGV[2] then return 'ok' end
redis.call('HDEL', batch, 'paceNext', 'paceLate')
if ARGV[2] == '' then redis.call('HDEL', batch, 'maxPerMinute', 'paceGone') else redis.call('HSET', batch, 'maxPerMinute', ARGV[2]) end
local last = tonumber(redis.call('ZSCORE', moved, id))
redis.call('ZADD', moved, math.max(gate_now(), math.floor(last or 0) + 1), id)
if ARGV[4] ~= '0' then
  local pace = ARGV[2] == '' and 'none' or ARGV[2]
  note_act(KEYS[12], tonumber(ARGV[4]), 'action', 'batch-paced', 'batch', id, 'by', ARGV[3], 'what', pace)
end
return 'ok'
`
