/**
 * Counts messages for their persons' caps that began before anybody counted. Keys: any of the account's, for its place in a cluster. Arguments:
 * prefix; the cap's terms; the messages' ids. What is counted already is not counted again: of messages of one person and second there are no fewer.
 */
export const learnCountsLua = /* lua */ `
local account, now, due = { prefix = ARGV[1], cap = cap_terms(ARGV[2]) }, gate_now(), {}
for index = 3, #ARGV do
  local entry = account.prefix .. ':msg:' .. ARGV[index]
  local known = redis.call('HMGET', entry, field.mark, time_field.sending, field.status)
  local second = known[2] and math.ceil(known[2] / 1000)
  if known[1] and second and second * 1000 + account.cap.window > now then
    local key, name = cap_place(account, string.match(known[1], '^[^.]+'))
    local packed, wanted = redis.call('HGET', key, name) or '', struct.pack('>I4', second)
    local place, counted = key .. name .. wanted, 0
    due[place] = (due[place] or 0) + 1
    for _, each in ipairs(cap_seconds(packed)) do counted = counted + (each == second and 1 or 0) end
    if counted < due[place] then redis.call('HSET', key, name, packed .. wanted) end
    -- Its doubt may end so that it is taken back.
    if in_doubt[known[3]] then redis.call('HSET', entry, field.counted, 1) end
    if redis.call('PTTL', key) == -1 then cap_sweep(key, math.ceil(now / 1000), account.cap.window) end
  end
end
return 0
`
