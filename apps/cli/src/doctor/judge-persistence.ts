import { type DoctorWords, type Finding, fail, ok, warn } from './finding.js'
import type { RedisFacts } from './redis-facts.js'

/** Whether what is acknowledged is on a disk (docs/guarantees.md, "Redis"). */
export function judgePersistence({ info, appendfsync }: RedisFacts, words: DoctorWords): Finding[] {
  const { checks, persistence } = words
  const snapshot =
    info.rdb_last_bgsave_status === 'err'
      ? [fail(checks.redisSnapshots, persistence.snapshot, persistence.seeLog)]
      : []
  return [judgeFile(info, appendfsync, words), ...snapshot]
}

function judgeFile(
  info: RedisFacts['info'],
  appendfsync: string | undefined,
  { checks, persistence: words }: DoctorWords,
): Finding {
  const check = checks.redisPersistence
  if (info.aof_enabled !== '1') {
    return fail(check, words.off, words.switchOn)
  }
  if (info.aof_last_write_status === 'err') {
    return fail(check, words.unwritten, words.makeRoom)
  }
  if (info.aof_last_bgrewrite_status === 'err') {
    return warn(check, words.notRewritten, words.makeRoom)
  }
  switch (appendfsync) {
    case 'always':
      return ok(check, 'appendonly yes, appendfsync always')
    case 'everysec':
      return warn(check, words.everySecond, words.keepsUp)
    case undefined:
      return warn(check, words.notKnown, words.seeAlways)
    default:
      return fail(check, words.lazy(appendfsync), words.setAlways)
  }
}
