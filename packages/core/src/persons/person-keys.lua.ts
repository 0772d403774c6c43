/**
 * Opens an account's persons: notes since when there is an index (0: since its first message), and the longest that any program
 * keeps messages for; where that becomes longer, the index counts as new. Keys: persons, BullMQ's counters of jobs. Arguments: retention (ms), a new key's name and its
 * text, the names of those that the caller knows and cannot open. The new key is added if there is no other.
 * Answers all fields.
 */
export const openPersonsLua = /* lua */ `
local persons, now, closed = KEYS[1], gate_now(), {}
local kept = tonumber(redis.call('HGET', persons, 'retention')) or 0
if tonumber(ARGV[1]) > kept then
  local is_new = redis.call('EXISTS', KEYS[2], KEYS[3]) == 0
  redis.call('HSET', persons, 'retention', ARGV[1], 'since', is_new and 0 or now)
end
for index = 4, #ARGV do closed[ARGV[index]] = true end
local has_key = false
for _, name in ipairs(redis.call('HKEYS', persons)) do
  if string.sub(name, 1, 4) == 'key:' and not closed[name] then has_key = true end
end
if not has_key and ARGV[2] ~= '' then redis.call('HSET', persons, ARGV[2], ARGV[3]) end
return redis.call('HGETALL', persons)
`

/** Seals a key anew. Keys: persons. Arguments: its name, its text as it was, as it is to be. */
export const resealPersonKeyLua = /* lua */ `
if redis.call('HGET', KEYS[1], ARGV[1]) == ARGV[2] then redis.call('HSET', KEYS[1], ARGV[1], ARGV[3]) end
return 0
`
