/**
 * What an error of Redis, or of the way there, is known by: a code, or the first word of Redis's reply (`OOM`, `MISCONF`);
 * what follows that may name keys.
 */
export function redisErrorCode(error: Error): string {
  const { name, message } = error
  const { code } = error as { readonly code?: unknown }
  if (typeof code === 'string') return code
  return name === 'ReplyError' ? (message.split(' ', 1)[0] ?? name) : name
}
