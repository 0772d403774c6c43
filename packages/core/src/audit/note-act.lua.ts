/** As many are kept, the latest. */
const mostKept = 50_000

/**
 * `note_act`, for scripts that change what somebody is to answer for: the stream, how long it is kept (ms), then names and values. It needs
 * `gate_now`.
 */
export const noteActLua = /* lua */ `
local function note_act(stream, kept, ...)
  redis.call('XADD', stream, 'MAXLEN', '~', ${mostKept}, '*', ...)
  redis.call('XTRIM', stream, 'MINID', '~', string.format('%.0f', gate_now() - kept))
  redis.call('PEXPIRE', stream, kept)
end
`
