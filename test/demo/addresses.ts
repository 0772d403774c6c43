import type { Stack } from '../stack/start-stack.js'

type Places = Pick<Stack, 'account'> & {
  readonly producer: Pick<Stack['producer'], 'url' | 'user' | 'password'>
  readonly sandbox: Pick<Stack['sandbox'], 'url' | 'username' | 'password'>
  readonly redis: Pick<Stack['redis'], 'url'>
}

/**
 * Where everything is, for who wants to look around (`--keep`), with lines to copy. All of it is random and ends with
 * the demo. `messageId`: one of its messages.
 */
export function addresses({ account, producer, sandbox, redis }: Places, messageId: string): string {
  return `Everything is left running; Ctrl-C ends it.

  console   ${producer.url}/console/  (user ${producer.user}, password ${producer.password})
  producer  ${producer.url}  (${producer.url}/docs)
  sandbox   ${sandbox.url}/sandbox/stats  (user ${sandbox.username}, password ${sandbox.password})
  redis     ${redis.url}

For the command line and the library, in another terminal:

  export DISPARO_URL=${producer.url} DISPARO_ACCOUNT=${account}
  export DISPARO_USER=${producer.user} DISPARO_PASSWORD=${producer.password}
  export REDIS_URL='${redis.url}'
  node apps/cli/dist/main.js status ${messageId}
  node apps/cli/dist/main.js --help
`
}
