import type { MessageState } from '@disparo/core'
import type { Stack } from '../../stack/start-stack.js'
import { beliefOf } from '../subject/disparo.js'
import type { Belief } from '../subject/subject.js'
import { until } from './campaign.js'

const onItsWay: ReadonlySet<string> = new Set(['enqueued', 'sending', 'unknown'])

/** What is believed of a batch's messages, and of single ones when they have settled, or after 3 minutes. */
export async function beliefsOf(
  { producer }: Stack,
  batched: readonly MessageState[],
  ids: readonly string[],
): Promise<Belief[]> {
  const single = async () => {
    const states: MessageState[] = []
    for (const id of ids) {
      const state = await producer.message(id)
      if (state === undefined) throw new Error('An acknowledged message is not known any more')
      states.push(state)
    }
    return states
  }
  let states = await single()
  await until('single messages are settled', async () => {
    states = await single()
    return states.every(({ status }) => !onItsWay.has(status))
  }).catch(() => undefined)
  return [...batched, ...states].map(beliefOf)
}
