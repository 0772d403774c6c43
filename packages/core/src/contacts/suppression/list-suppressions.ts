import { defineBytesScript, redisNow } from '../../redis/index.js'
import { tryOpen } from '../../seal/index.js'
import { describeRecords } from './find-suppressions.js'
import { allNames, placeOf } from './list-names.js'
import { unpackRecords } from './record.js'
import { readSources } from './sources.js'
import { type Suppression, type SuppressionReason, suppressionReasons } from './suppression.js'
import { suppressionLua } from './suppression.lua.js'
import type { SuppressionList } from './suppression-lists.js'

/**
 * People of a list in the order of their places. Keys: sources. Arguments: start of the list's keys; the field after which the first hash
 * is begun; how many at most; after how many that were looked at no other hash is begun; the number of a reason (0: any);
 * the numbers of sources, each between commas (empty: any); ends of keys. Answers how many hashes were gone through and people looked at, then
 * mark, records and sealed number of each who has a record that is wanted.
 */
const script = defineBytesScript(
  'disparoListSuppressions',
  suppressionLua,
  /* lua */ `
local base, after, most, most_looked, wanted = ARGV[1], ARGV[2], tonumber(ARGV[3]), tonumber(ARGV[4]), tonumber(ARGV[5])
local answer, looked, of, first = {}, 0, ARGV[6], 7

local function is_wanted(records)
  if wanted == 0 and of == '' then return true end
  local at = 1
  while at <= #records do
    local reason, _, _, length = suppression_record(records, at)
    local source = struct.unpack('>I3', records, at + 5)
    if (wanted == 0 or reason == wanted) and (of == '' or string.find(of, ',' .. source .. ',', 1, true)) then return true end
    at = at + length
  end
  return false
end

for index = first, #ARGV do
  if looked >= most_looked then return { index - first, looked, answer } end
  local name, fields, records = ARGV[index], {}, {}
  local known = redis.call('HGETALL', base .. name)
  looked = looked + #known / 2
  for at = 1, #known, 2 do
    if (index > first or known[at] > after) and is_wanted(known[at + 1]) then fields[#fields + 1] = known[at] end
    records[known[at]] = known[at + 1]
  end
  table.sort(fields)
  for _, field in ipairs(fields) do
    if #answer >= 3 * most then return { index - first, looked, answer } end
    answer[#answer + 1] = string.sub(name, 1, 2) .. field
    answer[#answer + 1] = records[field]
    answer[#answer + 1] = redis.call('HGET', base .. 'number:' .. name, field) or ''
  end
end
return { #ARGV - first + 1, looked, answer }
`,
)

/** A suppression as it is listed. */
export interface ListedSuppression extends Suppression {
  /** What the person is marked with: two with the same are of one person. */
  readonly person: string
  /** Where the number is kept, and opens. */
  readonly to?: string
}

export interface SuppressionPage {
  readonly suppressions: readonly ListedSuppression[]
  /** Where more follow. */
  readonly next?: string
}

export interface SuppressionQuery {
  readonly reason?: SuppressionReason | undefined
  /** Only those of this import. */
  readonly import?: string | undefined
  /** The `next` of the page before. */
  readonly after?: string | undefined
  /** So many people at most. */
  readonly limit: number
}

const namesPerCall = 512
/** So many a call looks at, so that nobody waits long for it, and a page with a filter: that is some seconds. */
const lookedAtPerCall = 2_000
const mostLookedAt = 1_000_000
const form = /^([\w-]{2}[0-3])([\w-]{9})?$/

/** Whether a text is the `next` of a page. */
export function isSuppressionPlace(text: string): boolean {
  return form.test(text)
}

/**
 * Those on a list, in an order that says nothing. With a filter a page of a list of more than a million may be short, or empty: go on while there is
 * a `next`.
 */
export async function listSuppressions(
  list: SuppressionList,
  { after = '', limit, ...filter }: SuppressionQuery,
): Promise<SuppressionPage> {
  const { redis, keys } = list
  const [sources, now] = await Promise.all([readSources(list), redisNow(redis, keys)])
  const found: ListedSuppression[] = []
  const wanted = sources.filter((source) => matches(source, filter))
  if (wanted.length === 0) return { suppressions: found }
  const reason = filter.reason === undefined ? 0 : suppressionReasons.indexOf(filter.reason) + 1
  const of = filter.import === undefined ? '' : `,${wanted.map(({ number }) => number).join(',')},`
  const [, name = allNames[0] ?? '', begun = ''] = form.exec(after) ?? []
  let [index, field, looked] = [allNames.indexOf(name), begun, 0]
  while (index < allNames.length && found.length < limit && looked < mostLookedAt) {
    const names = allNames.slice(index, index + namesPerCall)
    const most = Math.min(1_000, limit - found.length)
    const reply = await script(
      redis,
      [keys.suppressionSources],
      [...[keys.suppressed, field, most, lookedAtPerCall, reason, of, ...names]],
    )
    const [gone, seen, people] = reply as [number, number, Buffer[]]
    for (let at = 0; at < people.length; at += 3) {
      const [mark = empty, records = empty, number = empty] = people.slice(at, at + 3)
      const shown = describeRecords(list, unpackRecords(records), sources, now)
      const person = personOf(list, mark.toString('latin1'), number.toString('utf8'))
      found.push(...shown.filter((each) => matches(each, filter)).map((each) => ({ ...person, ...each })))
    }
    looked += seen
    index += gone
    const last = people.at(-3)?.toString('latin1')
    const place = last === undefined ? undefined : placeOf(last)
    if (place && place.name === allNames[index]) field = place.field
    else if (gone > 0) field = ''
  }
  return {
    suppressions: found,
    ...(index < allNames.length && { next: `${allNames[index]}${field}` }),
  }
}

const empty: Buffer = Buffer.alloc(0)

function personOf({ seal }: SuppressionList, person: string, number: string) {
  const to = number === '' ? undefined : tryOpen(seal, 'suppressed', person, number)
  return { person, ...(to !== undefined && { to }) }
}

function matches(
  each: Pick<Suppression, 'reason' | 'import'>,
  { reason, import: imported }: Pick<SuppressionQuery, 'reason' | 'import'>,
): boolean {
  return (
    (reason === undefined || each.reason === reason) && (imported === undefined || each.import === imported)
  )
}
