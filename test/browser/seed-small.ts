import { expect } from 'vitest'
import type { ConsoleStack } from './console-stack.js'

interface Seeded {
  /** A campaign with rows that were refused, messages that were read, rejected and in doubt, and one that was suppressed. */
  readonly campaign: string
  /** One of its messages, which is in doubt. */
  readonly message: string
}

const count = 40
const number = (index: number) => `55119000${String(10_000 + index)}`
const seeded = new WeakMap<ConsoleStack, Promise<Seeded>>()

/** Something of everything, small: once for a stack. */
export function seedSmall(stack: ConsoleStack): Promise<Seeded> {
  const known = seeded.get(stack) ?? seed(stack)
  seeded.set(stack, known)
  return known
}

async function seed({ sandbox, producer, client, account }: ConsoleStack): Promise<Seeded> {
  const suppressed = { to: number(0), reason: 'opt-out', covers: 'everything' }
  await client.addSuppressions({
    params: { account },
    upload: { contentType: 'application/json', body: JSON.stringify(suppressed) },
  })
  await sandbox.setFaults([
    { fault: 'drop-before', to: number(1), times: 1, on: 'template' },
    {
      ...{ fault: 'status', status: 400, to: number(2), on: 'template' },
      body: '{"message":"(#131026) Message undeliverable"}',
    },
  ])
  const rows = Array.from({ length: count }, (_, index) => `${number(index)},default,segunda_via,Ana`)
  const { id } = await producer.importCsv(
    ['to,namespace,elementName,body1', ...rows, '12,default,segunda_via,Ana'].join('\n'),
  )
  await producer.send({ to: number(99), namespace: 'default', elementName: 'codigo' })
  const settled = async () => {
    const { unknown = 0, rejected = 0, suppressed = 0, read = 0 } = (await producer.batch(id))?.counts ?? {}
    return { unknown, rejected, suppressed, isRead: read > 0 }
  }
  await expect.poll(settled).toEqual({ unknown: 1, rejected: 1, suppressed: 1, isRead: true })
  const [doubt] = await producer.unknown()
  if (!doubt) throw new Error('Nothing is in doubt')
  return { campaign: id, message: doubt.id }
}
