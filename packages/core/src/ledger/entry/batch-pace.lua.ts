/** So much earlier or later than its moment (ms) a message of a batch with a pace of its own may go. */
const slackMs = 2_000

/** How far apart (ms) messages of a batch with `maxPerMinute` go, so that no minute has more of them, whoever is early or late. */
export function paceStepMs(maxPerMinute: number): number {
  return (60_000 + slackMs) / maxPerMinute
}

/**
 * The pace of a batch with \`maxPerMinute\`, as Lua functions (entry.lua.ts). Its \`paceGone\` is the moment (ms) up to which those that
 * began have used it; who comes more than the slack before that is put off to a moment of its own: after the latest that is
 * promised, \`paceNext\`. One that comes back at its moment and cannot go, for others were late, gets one after \`paceLate\`, so that it does not
 * queue behind all that are promised. While any is promised, nobody goes without. In no minute more than \`maxPerMinute\` begin: n of them
 * take (n - 1) steps less the slack.
 */
export const batchPaceLua = /* lua */ `
local pace_slack = ${slackMs}

-- What begin asks of a batch, read once a script: its state, before which moment none of it goes, and its pace.
local function batch_facts(account, batch)
  account.facts = account.facts or {}
  local facts = account.facts[batch]
  if facts then return facts end
  local known = redis.call('HMGET', account.prefix .. ':batch:' .. batch, 'state', 'startAt', 'maxPerMinute', 'paceGone', 'paceNext', 'paceLate')
  facts = { state = known[1] or nil, start = tonumber(known[2]) or 0 }
  local most = tonumber(known[3])
  if most then
    facts.step = (60000 + pace_slack) / most
    facts.gone, facts.next, facts.late = tonumber(known[4]) or 0, tonumber(known[5]) or 0, tonumber(known[6]) or 0
  end
  account.facts[batch] = facts
  return facts
end

-- For how long (ms) a message of a batch is put off; 0: it may go now. 'promised': it comes back at its moment; 'together': it goes
-- with others in one request, so that those of a second come at once.
local function pace_wait(account, batch, promised, together, now)
  local facts = batch_facts(account, batch)
  if not facts.step then return 0 end
  -- By a clock that was put back since, or a slower pace: nobody waits for that.
  if facts.gone > now + pace_slack + facts.step + 1 then facts.gone = now + pace_slack end
  local awaited = promised and 0 or math.max(facts.next, facts.late)
  if facts.gone <= now + pace_slack and awaited <= now then return 0 end
  local name = promised and 'late' or 'next'
  local moment = math.max(now + 1, facts.gone, promised and facts.late or awaited)
  facts[name] = moment + facts.step
  redis.call('HSET', account.prefix .. ':batch:' .. batch, promised and 'paceLate' or 'paceNext', string.format('%.3f', facts[name]))
  if together then moment = math.ceil(moment / 1000) * 1000 end
  return moment - now
end

-- A message of a batch begins.
local function pace_take(account, batch, now)
  local facts = batch_facts(account, batch)
  if not facts.step then return end
  facts.gone = math.max(facts.gone, now) + facts.step
  redis.call('HSET', account.prefix .. ':batch:' .. batch, 'paceGone', string.format('%.3f', facts.gone))
end
`
