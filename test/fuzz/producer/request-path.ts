import fc from 'fast-check'

/** Ids that are other things in Redis, besides plain nonsense. */
const id = fc.oneof(
  { arbitrary: fc.constantFrom('{message}', '{batch}'), weight: 3 },
  {
    arbitrary: fc.constantFrom(
      ...[
        'wait',
        'active',
        'events',
        'meta',
        'id',
        'delayed',
        'prioritized',
        'completed',
        'failed',
        'pc',
        'marker',
      ],
      ...['stalled-check', 'limiter', 'paused', 'repeat', 'waiting-children', 'wait:1', '0:1', '0', '-1'],
      ...['{message}:lock', '{message}:logs', '{batch}:rows', '{batch}:keys', '{batch}:1', '{message}:rows'],
      ...[
        '__proto__',
        'constructor',
        '%00',
        '%0d%0a',
        '..%2f..',
        '.',
        '..',
        '%2e%2e',
        '*',
        '?',
        '%',
        '%zz',
        '%E0%A4%A',
      ],
      ...[
        '%F0%9F%98%80',
        '%ED%A0%80',
        'x'.repeat(200),
        'x'.repeat(201),
        'x'.repeat(250),
        'x'.repeat(300),
        "'",
        '~',
        '',
      ],
    ),
    weight: 6,
  },
  { arbitrary: fc.stringMatching(/^[!-~]{0,30}$/), weight: 2 },
)
const account = fc.oneof({ arbitrary: fc.constant('{account}'), weight: 8 }, { arbitrary: id, weight: 1 })
const segments = fc.constantFrom(
  'messages/{id}',
  'messages/{id}',
  'messages/{id}/resolve',
  'batches/{id}',
  'batches/{id}',
  'batches/{id}/messages',
  'batches/{id}/rejected',
  'batches/{id}/pause',
  'batches/{id}/cancel',
  'messages',
  'batches',
  'unknown',
  'callbacks',
  'callbacks/replay',
  '{id}',
  'messages/{id}/{id}',
)
const elsewhere = fc.constantFrom(
  '/',
  '//',
  '/healthz',
  '/readyz',
  '/docs',
  '/docs/json',
  '/docs/static/{id}',
  '/docs/static/../{id}',
  '/docs/{id}',
  '/webhooks/hi-broker/{account}/{id}',
  '/webhooks/hi-broker/{account}/{webhookSecret}',
  '/webhooks/hi-broker/{id}/{webhookSecret}',
  '/{id}',
  '/v1/{id}',
  '/v1//accounts',
)

/** A path as it may stand in a request line: visible ASCII. */
export const oddPath: fc.Arbitrary<string> = fc
  .oneof(
    {
      arbitrary: fc.tuple(account, segments).map(([account, rest]) => `/v1/accounts/${account}/${rest}`),
      weight: 4,
    },
    { arbitrary: elsewhere, weight: 1 },
  )
  .chain((path) => (path.includes('{id}') ? id.map((id) => path.replaceAll('{id}', id)) : fc.constant(path)))
  .map((path) => path.replaceAll('#', ''))

const queryValue = fc.oneof(
  fc.constantFrom(
    '',
    '0',
    '1',
    '-1',
    '1000',
    '1001',
    '999999999',
    '1e3',
    'true',
    'bulk',
    '%00',
    '%',
    '__proto__',
  ),
  fc.constantFrom(
    '2096-11-27T09:00:00-03:00',
    '0000-01-01T00:00:00Z',
    '9999-12-31T23:59:59-23:59',
    '2026-02-30',
  ),
  fc.stringMatching(/^[!-~]{0,20}$/).map((text) => text.replaceAll('#', '')),
)
const queryName = fc.constantFrom(
  'after',
  'limit',
  'strict',
  'lane',
  'sendAt',
  'expiresAt',
  '__proto__',
  'a[b]',
  '',
)

export const oddQuery: fc.Arbitrary<string> = fc
  .array(fc.tuple(queryName, queryValue), { maxLength: 3 })
  .map((pairs) => (pairs.length > 0 ? `?${pairs.map((pair) => pair.join('=')).join('&')}` : ''))
