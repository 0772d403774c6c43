/**
 * Which room may import from which: the one table of directions. A room is a folder, and a file belongs to the deepest
 * one named here. What is allowed names a room, or a folder with all rooms in it. Rooms that have an index.ts are
 * entered by it. `check-house.mjs` holds every file to it, tests included: those of an app, which ask all of it, to the
 * app's own line. docs/architecture.md says what the rooms are for.
 */
export const house = {
  'packages/core/src': ['packages/core/src'],
  'packages/core/src/message': [],
  'packages/core/src/redis': [],
  'packages/core/src/account': ['packages/core/src/message'],
  'packages/core/src/seal': ['packages/core/src/account', 'packages/core/src/message'],
  'packages/core/src/gate': ['packages/core/src/redis'],
  'packages/core/src/ledger': [
    'packages/core/src/gate',
    'packages/core/src/message',
    'packages/core/src/redis',
    'packages/core/src/seal',
  ],
  'packages/core/src/queue': [
    'packages/core/src/gate',
    'packages/core/src/ledger',
    'packages/core/src/message',
    'packages/core/src/redis',
    'packages/core/src/seal',
  ],
  'packages/core/src/callback': [
    'packages/core/src/ledger',
    'packages/core/src/message',
    'packages/core/src/redis',
    'packages/core/src/seal',
  ],
  'packages/core/src/webhook': [
    'packages/core/src/ledger',
    'packages/core/src/redis',
    'packages/core/src/seal',
  ],
  'packages/core/src/forget': [
    'packages/core/src/callback',
    'packages/core/src/ledger',
    'packages/core/src/message',
    'packages/core/src/queue',
    'packages/core/src/redis',
    'packages/core/src/seal',
  ],

  'packages/hi-platform/src/rest': ['packages/core/src/message'],
  'packages/hi-platform/src/xml': ['packages/core/src/message', 'packages/hi-platform/src/rest'],
  'packages/hi-platform/src/report': ['packages/core/src/message', 'packages/hi-platform/src/rest'],

  'packages/api/src': ['packages/api/src'],
  'packages/api/src/problems': [],
  'packages/api/src/operation': ['packages/api/src/problems'],
  'packages/api/src/messages': ['packages/api/src/operation'],
  'packages/api/src/batches': ['packages/api/src/messages', 'packages/api/src/operation'],
  'packages/api/src/unknown': ['packages/api/src/messages', 'packages/api/src/operation'],
  'packages/api/src/callbacks': ['packages/api/src/operation'],
  'packages/api/src/accounts': ['packages/api/src/operation'],
  'packages/api/src/health': ['packages/api/src/operation'],
  'packages/api/src/contract': [
    'packages/api/src/accounts',
    'packages/api/src/batches',
    'packages/api/src/callbacks',
    'packages/api/src/health',
    'packages/api/src/messages',
    'packages/api/src/operation',
    'packages/api/src/problems',
    'packages/api/src/unknown',
  ],
  'packages/api/src/client': [
    'packages/api/src/batches',
    'packages/api/src/contract',
    'packages/api/src/messages',
    'packages/api/src/operation',
    'packages/api/src/problems',
  ],

  'packages/rows/src': ['packages/core/src'],

  'packages/service/src/stats': ['packages/core/src'],
  'packages/service/src/metrics': ['packages/core/src/redis'],
  'packages/service/src/proxies': ['packages/core/src/redis'],
  'packages/service/src/settings': [
    'packages/core/src',
    'packages/service/src/metrics',
    'packages/service/src/tracing',
  ],
  'packages/service/src/tracing': [],
  'packages/service/src/users': ['packages/core/src', 'packages/hi-platform/src/xml'],
  'packages/service/src/webhook': ['packages/core/src', 'packages/hi-platform/src/rest'],

  'apps/sandbox': ['apps/sandbox'],
  'apps/producer': ['apps/producer', 'packages'],
  'apps/producer/src/limits': [],
  'apps/producer/src/problem': ['apps/producer/src/limits', 'packages'],
  'apps/producer/src/accounts': ['apps/producer/src/problem', 'packages'],
  'apps/producer/src/access': [
    'apps/producer/src/accounts',
    'apps/producer/src/limits',
    'apps/producer/src/problem',
    'packages',
  ],
  'apps/producer/src/batch': ['apps/producer/src/limits', 'apps/producer/src/problem', 'packages'],
  'apps/producer/src/connections': ['apps/producer/src/problem', 'packages'],
  'apps/producer/src/metrics': ['packages'],
  'apps/producer/src/webhook': ['apps/producer/src/metrics', 'packages'],
  'apps/producer/src/routes': [
    'apps/producer/src/accounts',
    'apps/producer/src/batch',
    'apps/producer/src/problem',
    'apps/producer/src/webhook',
    'packages',
  ],
  'apps/producer/src/drop-in': [
    'apps/producer/src/access',
    'apps/producer/src/accounts',
    'apps/producer/src/limits',
    'apps/producer/src/problem',
    'packages',
  ],
  'apps/producer/src/admin': ['apps/producer/src/access', 'apps/producer/src/problem', 'packages'],
  'apps/worker': ['apps/worker', 'packages'],
  'apps/cli': ['packages'],
  test: ['test', 'packages'],
  'vitest.config.ts': [],
}

/** What tests may import besides: a producer of their own, by its door. */
export const doorsForTests = ['apps/producer/src/test-support/index.ts']
