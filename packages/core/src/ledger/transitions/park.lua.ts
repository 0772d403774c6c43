/** Ids of jobs that were removed meanwhile stand there no longer than this beyond the longest sleep (ms). */
const slackMs = 2 * 86_400_000
/** Who is met again within this has not been woken: what is parked is looked at twice a second at most. */
const momentMs = 1_000

/**
 * A message to be sent that its worker cannot open is parked: noted among those of its data key (`parked:<lane>:<mark>`, ZSET
 * by the time of that), by which a worker that has the key finds them, and no other looks at them. Answers whether it is (not
 * where nobody has had the key for `longest` ms since), and whether it was parked a moment ago. Its batch says for which key one of
 * its messages was parked last.
 */
export const parkLua = /* lua */ `
local function park(account, id, batch, place, now, longest)
  local index = account.prefix .. ':parked'
  local parked = index .. ':' .. place
  local since = tonumber(redis.call('ZSCORE', parked, id))
  if since and now - since >= longest then
    redis.call('ZREM', parked, id)
    if redis.call('EXISTS', parked) == 0 then redis.call('SREM', index, place) end
    return false
  end
  redis.call('ZADD', parked, now, id)
  redis.call('SADD', index, place)
  local of = batch_of(id, batch)
  of = of and account.prefix .. ':batch:' .. of
  if of and redis.call('EXISTS', of) == 1 then redis.call('HSET', of, 'parkedFor', place) end
  redis.call('ZREMRANGEBYSCORE', parked, '-inf', now - longest - ${slackMs})
  for _, key in ipairs({ parked, index }) do redis.call('PEXPIRE', key, longest + ${slackMs}) end
  return true, since and now - since < ${momentMs}
end
`

/** Some are parked no more, unless they were parked again since. Keys: parked, parked:<place>. Arguments: place; id and time of each. */
export const unparkLua = /* lua */ `
for at = 2, #ARGV, 2 do
  local since = tonumber(redis.call('ZSCORE', KEYS[2], ARGV[at]))
  if since and (ARGV[at + 1] == '' or since == tonumber(ARGV[at + 1])) then redis.call('ZREM', KEYS[2], ARGV[at]) end
end
if redis.call('EXISTS', KEYS[2]) == 0 then redis.call('SREM', KEYS[1], ARGV[1]) end
`
