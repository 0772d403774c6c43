/**
 * Times in which upstream stood still, as far as attempts and the report tell: a ZSET of when each began, by when it was
 * over. Those of less than a second are none: requests only overtook each other.
 */
export const silenceLua = /* lua */ `
local function silence_over(prefix, since, now)
  if now - since < 1000 then return end
  local silences = prefix .. ':silences'
  redis.call('ZADD', silences, now, since)
  redis.call('ZREMRANGEBYRANK', silences, 0, -1001)
  -- No message is followed by the report for longer.
  redis.call('EXPIRE', silences, 31 * 24 * 3600)
end
`
