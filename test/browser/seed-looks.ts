import { expect } from 'vitest'
import type { ConsoleStack } from './console-stack.js'
import { sampleCsv } from './sample-rows.js'
import { seedSmall } from './seed-small.js'

const hourMs = 3_600_000

const seeded = new WeakMap<ConsoleStack, ReturnType<typeof seed>>()

/** What the small seed has, and what is not often there, for who looks at every screen and dialog: once for a stack. */
export function seedLooks(stack: ConsoleStack): ReturnType<typeof seed> {
  const known = seeded.get(stack) ?? seed(stack)
  seeded.set(stack, known)
  return known
}

async function seed(stack: ConsoleStack) {
  const { client, producer, sandbox, account } = stack
  const small = await seedSmall(stack)
  const params = { account }
  const campaign = async (name: string, from: number, sendAt?: string) => {
    const body = sampleCsv({ template: 'oferta_novembro', count: 1, from })
    const upload = { contentType: 'text/csv', body } as const
    const { id } = await client.sendBatch({ params, query: { name, sendAt }, upload })
    return id
  }
  const later = new Date(Date.now() + hourMs).toISOString()
  const scheduled = await campaign('Ofertas de dezembro, para quem já é cliente há mais de um ano', 1, later)
  const paused = await campaign('Boletos: segundo aviso', 2, later)
  await client.pauseBatch({ params: { ...params, id: paused } })

  const { import: imported = '' } = await client.addSuppressions({
    params,
    query: { reason: 'legal-list', list: 'nao-me-ligue', listDate: '2026-11-01' },
    upload: { contentType: 'text/csv', body: 'telefone\n5511900020001\n5511900020002' },
  })
  const lift = { to: '5511900020002', reason: 'legal-list', why: 'pediu por escrito' } as const
  await client.removeSuppressions({ params, body: lift })

  const to = '5511900030001'
  await sandbox.setFaults([{ fault: 'status', status: 503, to, times: 2, on: 'template' }])
  const { id: tried } = await producer.send({ to, namespace: 'default', elementName: 'segunda_via' })
  await expect.poll(async () => (await producer.message(tried))?.tried?.length).toBe(2)
  await expect.poll(async () => (await producer.message(tried))?.timeline.accepted).toBeDefined()
  return { ...small, scheduled, paused, imported, tried }
}
