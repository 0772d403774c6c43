/**
 * Notes what the doubts of messages wait for. Keys: slices:total. After the prefix three for each: id, the time of its
 * sending, the note. What is in doubt no more, or by another attempt, keeps what it says.
 */
export const recordDoubtsLua = /* lua */ `
for index = 2, #ARGV, 3 do
  local entry = ARGV[1] .. ':msg:' .. ARGV[index]
  local known = redis.call('HMGET', entry, field.status, time_field.sending)
  if known[1] == 'unknown' and known[2] == ARGV[index + 1] then
    redis.call('HSET', entry, field.waiting, ARGV[index + 2])
  end
end
return 0
`

/**
 * Ends the following of messages whose time in the report is over: one that is still accepted, and that nothing was shown
 * of, was never shown. Keys: slices:total, report:state. After the prefix: their ids. Counts each once; answers how many.
 */
export const recordMissingMessagesLua = /* lua */ `
local count = 0
for index = 2, #ARGV do
  local entry = ARGV[1] .. ':msg:' .. ARGV[index]
  local known = redis.call('HMGET', entry, field.status, field.dispatched, field.billable, field.origin, field.detail)
  if known[1] == 'accepted' and not (known[2] or known[3] or known[4] or known[5]) then
    redis.call('HSET', entry, field.detail, 'not-in-report')
    count = count + 1
  end
end
if count > 0 then redis.call('HINCRBY', KEYS[2], 'neverShown', count) end
return count
`
