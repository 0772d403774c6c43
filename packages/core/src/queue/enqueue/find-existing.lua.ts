import { entryField } from '../../ledger/index.js'

/** The fields of an entry that tell which message it is. */
const knownFields = [
  entryField.status,
  entryField.urgent,
  entryField.batch,
  entryField.row,
  entryField.fingerprint,
  entryField.to,
]

/**
 * Looks ids up in the ledger and in both lanes. Keys, each to be followed by an id: claims, jobs of the urgent lane, of the bulk
 * lane, entries. Arguments: what is done with the claims (`urgent`, `bulk`: they are taken for that lane; `release`; or
 * nothing), for how long one is held (ms), the ids. Answers for each id: the lane that has the claim, where one was to be taken;
 * and, if it is known, `entry` with its fields, or its lane with the data of its job.
 */
export const findExistingLua = /* lua */ `
local claims, urgent, bulk, entries = KEYS[1], KEYS[2], KEYS[3], KEYS[4]
local act, held_ms = ARGV[1], ARGV[2]
local function claim(key)
  if act == 'release' then redis.call('DEL', key) end
  if act == 'release' or act == '' then return false end
  if redis.call('SET', key, act, 'PX', held_ms, 'NX') then return act end
  return redis.call('GET', key)
end
local answers = {}
for index = 3, #ARGV do
  local id = ARGV[index]
  local owner = claim(claims .. id)
  local entry = redis.call('HMGET', entries .. id, ${knownFields.map((name) => `'${name}'`).join(', ')})
  local answer = { owner, 'entry', unpack(entry, 1, ${knownFields.length}) }
  if not entry[1] then
    local lane, data = 'urgent', redis.call('HGET', urgent .. id, 'data')
    if not data then lane, data = 'bulk', redis.call('HGET', bulk .. id, 'data') end
    answer = data and { owner, lane, data } or { owner }
  end
  answers[#answers + 1] = answer
end
return answers
`
