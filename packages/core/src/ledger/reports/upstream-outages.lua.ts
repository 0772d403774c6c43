/**
 * Times in which upstream stood still, as far as attempts and the report tell: a ZSET of when each began, by when it was
 * over.
 */
export const upstreamOutageLua = /* lua */ `
local function silence_over(prefix, from, now)
  local silences = prefix .. ':silences'
  redis.call('ZADD', silences, now, from)
  redis.call('ZREMRANGEBYRANK', silences, 0, -1001)
  -- No message is followed by the report for longer.
  redis.call('EXPIRE', silences, 31 * 24 * 3600)
end
`
