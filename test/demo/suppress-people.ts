import { request } from 'undici'
import { authorizationOf } from '../stack/service-user.js'
import type { Stack } from '../stack/start-stack.js'

/** Some people of the campaign, whom no example of the documents writes to: they have asked for nothing but one-time codes. */
export const suppressedPeople = ['5511900000051', '5511900000052', '5511900000053'] as const

/** Puts them on the account's list, before the campaign comes. */
export async function suppressPeople({ producer }: Pick<Stack, 'producer'>): Promise<void> {
  for (const to of suppressedPeople) {
    const answer = await request(`${producer.url}/v1/accounts/${producer.account}/suppressions`, {
      method: 'POST',
      headers: { authorization: authorizationOf(producer), 'content-type': 'application/json' },
      body: JSON.stringify({ to, reason: 'opt-out', covers: 'all-but-otp' }),
    })
    const text = await answer.body.text()
    if (answer.statusCode !== 200)
      throw new Error(`The suppression was answered ${answer.statusCode}: ${text}`)
  }
}
