/**
 * Gives a batch another moment before which none of its messages goes, while none of it has begun. Keys: the batch's
 * (batchScriptKeys), and that of who did what. Arguments: id; that moment (ms); how long it is kept at least (ms); who does so; how long that is
 * kept (ms; 0: it is not noted); the moment as text. From then on `begin` goes by `startAt`, and the
 * batch is listed to be swept, so that those that sleep wake by it. Answers `ok`, `cancelled`, or which status one of its messages
 * has; nothing for a batch that is not noted down.
 */
export const rescheduleBatchLua = /* lua */ `
local batch, moved, id, at = KEYS[1], KEYS[6], ARGV[1], tonumber(ARGV[2])
local known = redis.call('HMGET', batch, 'createdAt', 'state', 'sending', 'unknown', 'accepted', 'sent', 'received', 'read', 'rejected', 'failed')
if not known[1] then return false end
if known[2] == 'cancelled' then return 'cancelled' end
local statuses = { 'sending', 'unknown', 'accepted', 'sent', 'received', 'read', 'rejected', 'failed' }
for index, status in ipairs(statuses) do
  if (tonumber(known[index + 2]) or 0) > 0 then return status end
end
local gone = {}
for _, field in ipairs(redis.call('HKEYS', batch)) do
  if string.sub(field, 1, 4) == 'due:' then gone[#gone + 1] = field end
end
if #gone > 0 then redis.call('HDEL', batch, unpack(gone)) end
local now = gate_now()
redis.call('HSET', batch, 'sendAt', at, 'startAt', at, 'startSetAt', now, string.format('due:%.0f', at),
  redis.call('BITCOUNT', KEYS[2]), 'moments', 1)
batch_kept(known[2] or 'running', tonumber(ARGV[3]))
local last = tonumber(redis.call('ZSCORE', moved, id))
redis.call('ZADD', moved, math.max(now, math.floor(last or 0) + 1), id)
if ARGV[5] ~= '0' then
  note_act(KEYS[12], tonumber(ARGV[5]), 'action', 'batch-rescheduled', 'batch', id, 'by', ARGV[4], 'what', ARGV[6])
end
return 'ok'
`
