import type { MadeApiKey } from '@disparo/api'
import { authorizationOf } from '../stack/service-user.js'
import type { Stack } from '../stack/start-stack.js'

/** An API key that may send by one account, made by the stack's user. */
export async function makeKey({ producer }: Stack, account: string): Promise<string> {
  const response = await fetch(`${producer.url}/v1/keys`, {
    method: 'POST',
    headers: { authorization: authorizationOf(producer), 'content-type': 'application/json' },
    body: JSON.stringify({ name: `quickstart-${account}`, roles: ['send'], accounts: [account] }),
  })
  if (response.status !== 201) throw new Error(`No key was made: ${await response.text()}`)
  return ((await response.json()) as MadeApiKey).key
}
