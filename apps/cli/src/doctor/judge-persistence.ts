import { type Finding, fail, ok, warn } from './finding.js'
import type { RedisFacts } from './redis-facts.js'

/** Whether what is acknowledged is on a disk (docs/guarantees.md, "Redis"). */
export function judgePersistence({ info, appendfsync }: RedisFacts): Finding[] {
  const snapshot =
    info.rdb_last_bgsave_status === 'err'
      ? [
          fail(
            'Redis snapshots',
            'the last one failed, and Redis may refuse writes (MISCONF)',
            'Look into its log: the disk is full, or its folder cannot be written.',
          ),
        ]
      : []
  return [judgeFile(info, appendfsync), ...snapshot]
}

function judgeFile(info: RedisFacts['info'], appendfsync: string | undefined): Finding {
  const check = 'Redis persistence'
  if (info.aof_enabled !== '1') {
    return fail(
      check,
      'appendonly no: a restart loses messages and forgets what was sent',
      'Set appendonly yes and appendfsync always.',
    )
  }
  if (info.aof_last_write_status === 'err') {
    return fail(check, 'its append-only file could not be written', 'Make room on its disk.')
  }
  if (info.aof_last_bgrewrite_status === 'err') {
    return warn(check, 'its append-only file could not be rewritten, and grows', 'Make room on its disk.')
  }
  switch (appendfsync) {
    case 'always':
      return ok(check, 'appendonly yes, appendfsync always')
    case 'everysec':
      return warn(
        check,
        'appendfsync everysec: losing its power, it forgets a second of messages, and which of them were sent',
        'Set appendfsync always: Hi Platform takes 8 messages a second, so the disk keeps up.',
      )
    case undefined:
      return warn(check, 'appendonly yes, but CONFIG is refused', 'See that appendfsync is always.')
    default:
      return fail(
        check,
        `appendfsync ${appendfsync}: it writes when the system likes`,
        'Set appendfsync always.',
      )
  }
}
