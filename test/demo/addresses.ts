import type { Stack } from '../stack/start-stack.js'

/** Where everything is, for who wants to look around (`--keep`). All of it is random and ends with the demo. */
export function addresses({ account, producer, sandbox, redis }: Stack): string {
  return `Everything is left running; Ctrl-C ends it.

  producer  ${producer.url}  (${producer.url}/docs)
  sandbox   ${sandbox.url}/sandbox/stats  (user ${sandbox.username}, password ${sandbox.password})
  redis     ${redis.url}

For the command line:

  export DISPARO_URL=${producer.url} DISPARO_TOKEN=${producer.token} DISPARO_ACCOUNT=${account}
  node apps/producer/dist/cli/main.js --help
`
}
