const named = [
  'throttled',
  'limit-exhausted',
  'html-page',
  'error-status',
  'timeout',
  'connect-timeout',
  'connection-refused',
  'connection-reset',
  'connection-closed',
  'unreachable',
  'dns',
  'tls',
  'http-401',
  'http-403',
  'http-404',
  'http-429',
  'http-503',
]
const classes = ['http-1xx', 'http-2xx', 'http-3xx', 'http-4xx', 'http-5xx']

/** All that `reasonLabel` answers. */
export const reasonLabels: readonly string[] = [...named, ...classes, 'other']

/**
 * A reason as the label of a metric: the usual ones by name, other answers by their class (`http-5xx`), all else `other`.
 * So there are at most 23 of them, whatever upstream answers.
 */
export function reasonLabel(reason: string | undefined): string {
  // Upstream's own words may follow, and are none of a metric's.
  const kind = reason?.split(':', 1)[0]
  if (kind === undefined) return 'other'
  if (named.includes(kind)) return kind
  const [, hundreds] = /^http-([1-5])(?:\d\d|xx)$/.exec(kind) ?? []
  return hundreds ? `http-${hundreds}xx` : 'other'
}
