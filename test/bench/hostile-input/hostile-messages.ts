import { type HostileBody, repeated } from './hostile-body.js'

interface HostileEndpoints {
  readonly account: string
  readonly configId: string
  readonly webhookSecret: string
}

const bytes = 64_000
const json = { 'content-type': 'application/json' }
const bodies: Readonly<Record<string, () => Iterable<Buffer>>> = {
  'a list of empty objects': () => repeated('{},', bytes, { begin: '[', end: '{}]' }),
  'components of empty objects': () => repeated('{},', bytes, { begin: '{"components":[', end: '{}]}' }),
  'unknown keys': () => repeated('"a":0,', bytes, { begin: '{', end: '"b":0}' }),
  'ever deeper': () => repeated('[', bytes),
  comments: () => repeated('/**/', bytes, { begin: '{', end: '}' }),
  'comments that do not end': () => repeated('/*', bytes),
  'poisoned names': () => repeated('"__proto__"  ,', bytes, { begin: '{', end: '}' }),
  numbers: () => repeated('"to":1.0e1 ,', bytes, { begin: '{', end: '"to":1x' }),
  'one number': () => repeated('1', bytes / 2, { begin: '{"text":', end: `${' '.repeat(bytes / 2)}x` }),
  blanks: () => repeated(' ', bytes),
  'far more than it may have': () => repeated('x', 16 * 1024 * 1024),
}

/** All doors that take one small body. */
export function hostileMessages({ account, configId, webhookSecret }: HostileEndpoints): HostileBody[] {
  const own = `/v1/accounts/${account}`
  const id = '00000000-0000-4000-8000-000000000000'
  const paths: Readonly<Record<string, string>> = {
    'one message': `${own}/messages`,
    'drop-in REST': `/platform/whatsappconnect/1.0/api/message/template/${configId}`,
    webhook: `/webhooks/hi-broker/${account}/${webhookSecret}`,
    resolve: `${own}/messages/${id}/resolve`,
    retry: `${own}/messages/${id}/retry`,
    'batch control': `${own}/batches/${id}/pause`,
    forget: `${own}/forget`,
    callbacks: `${own}/callbacks/replay`,
    admin: '/admin/queues/api/queues/pause',
    'no such route': '/nowhere',
  }
  const events: HostileBody = {
    ...{ door: 'webhook', worst: 'thousands of events', path: paths.webhook ?? '', headers: json },
    body: () => repeated('{"type":"Sent","eventId":"a"},', bytes, { begin: '[', end: '{"type":"Sent"}]' }),
  }
  return [
    ...Object.entries(paths).flatMap(([door, path]) =>
      Object.entries(bodies).map(
        ([worst, body]): HostileBody => ({
          ...{ door, worst, path, headers: json, body },
          ...(door === 'admin' ? { method: 'PUT' } : {}),
        }),
      ),
    ),
    events,
  ]
}
