/**
 * Tells those who wait for it (`openWakeListener`) that there is something to do in an account. Nobody relies on it: a user of
 * Redis that may not publish does not fail for it, and a signal that is lost costs time only.
 */
export const wakeLua = /* lua */ `
local function wake(prefix, topic) redis.pcall('PUBLISH', prefix .. ':wake', topic) end
`
