import { createClient } from '@disparo/api'
import type { ConsoleStack } from '../browser/console-stack.js'
import { sampleCsv } from '../browser/sample-rows.js'
import { authorizationOf } from '../stack/service-user.js'

type Rows = Parameters<typeof sampleCsv>[0]

const minuteMs = 60_000
const hourMs = 60 * minuteMs
const undeliverable = {
  status: 400,
  body: '{"message":"(#131026) Message undeliverable"}',
  on: 'template',
} as const
/** What Hi Platform does to these templates, all along. */
const faults = [
  { ...undeliverable, fault: 'status', elementName: 'lista_fria' },
  { ...undeliverable, fault: 'status', elementName: 'boleto_vencido', probability: 0.03 },
  { fault: 'drop-before', elementName: 'segunda_via', times: 7, on: 'template' },
] as const

/** A busy morning of a shop that nobody has: campaigns in every state, doubts, codes, and people who want no more. */
export async function seedLife(
  stack: ConsoleStack,
): Promise<{ readonly running: string; readonly halted: string }> {
  const { producer, sandbox, account, users } = stack
  const client = createClient({
    baseUrl: new URL(stack.url).origin,
    authorization: authorizationOf(users.ana),
  })
  const params = { account }
  const campaign = async (name: string, rows: Rows, sendAt?: string) => {
    const upload = { contentType: 'text/csv', body: sampleCsv(rows) } as const
    const { id } = await client.sendBatch({ params, query: { name, sendAt }, upload })
    return { ...params, id }
  }
  const later = (ms: number) => new Date(Date.now() + ms).toISOString()

  await sandbox.setFaults([...faults])
  await suppress(client, account)
  await campaign('Cobrança de novembro', { template: 'boleto_vencido', count: 1_200, from: 0 })
  await campaign('Segunda via de contas', { template: 'segunda_via', count: 60, from: 5_000 })
  const halted = await campaign('Reativação: lista antiga', {
    template: 'lista_fria',
    count: 400,
    from: 10_000,
  })
  const mistake = { template: 'oferta_novembro', count: 800, from: 20_000 }
  await client.cancelBatch({ params: await campaign('Enviada por engano', mistake, later(hourMs / 2)) })
  await campaign(
    'Ofertas de dezembro',
    { template: 'oferta_novembro', count: 2_500, from: 30_000 },
    later(20 * hourMs),
  )
  const second = { template: 'boleto_vencido', count: 3_000, from: 40_000 }
  await client.pauseBatch({ params: await campaign('Boletos: segundo aviso', second) })
  const running = await campaign('Black Friday, clientes ouro', {
    template: 'oferta_novembro',
    count: 30_000,
    from: 100_000,
  })
  for (let n = 0; n < 40; n += 1)
    await producer.send({
      to: `55119${85_000_000 + n}`,
      namespace: 'default',
      elementName: 'codigo_acesso',
      components: [{ type: 'otp', parameters: [{ type: 'text', text: `${100_000 + n}` }] }],
    })
  return { running: running.id, halted: halted.id }
}

/** People who asked for it, and some whom somebody put on the list. */
async function suppress(client: ReturnType<typeof createClient>, account: string) {
  const body = Array.from({ length: 46 }, (_, index) => ({
    to: `55119${70_000_000 + index}`,
    reason: index % 9 === 0 ? 'complaint' : index % 7 === 0 ? 'manual' : 'opt-out',
    covers: index % 9 === 0 ? 'everything' : 'marketing',
  }))
  for (const each of body)
    await client.addSuppressions({
      params: { account },
      upload: { contentType: 'application/json', body: JSON.stringify(each) },
    })
}
