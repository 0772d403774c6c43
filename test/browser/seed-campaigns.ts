import type { ConsoleStack } from './console-stack.js'
import { sampleCsv } from './sample-rows.js'

const minute = 60_000

/** Campaigns in every state, as an account has them on a busy day. */
export async function seedCampaigns({ url, producer, sandbox, account }: ConsoleStack): Promise<void> {
  const api = `${new URL(url).origin}/v1/accounts/${account}`
  const authorization = `Basic ${Buffer.from(`${producer.user}:${producer.password}`).toString('base64')}`
  const post = async (path: string, body = '', type = 'text/csv') => {
    const answer = await fetch(`${api}${path}`, {
      method: 'POST',
      headers: { authorization, ...(body === '' ? {} : { 'content-type': type }) },
      ...(body === '' ? {} : { body }),
    })
    if (!answer.ok) throw new Error(`${path} was answered ${answer.status}: ${await answer.text()}`)
    return (await answer.json()) as { readonly id: string }
  }
  const campaign = (name: string, rows: Parameters<typeof sampleCsv>[0], query = '') =>
    post(`/batches?name=${encodeURIComponent(name)}${query}`, sampleCsv(rows))

  await sandbox.setFaults([
    {
      fault: 'status',
      status: 400,
      elementName: 'lista_fria',
      body: '{"message":"(#131026) Message undeliverable"}',
      on: 'template',
    },
    { fault: 'drop-after', elementName: 'segunda_via', times: 14, on: 'template' },
    {
      fault: 'status',
      status: 400,
      elementName: 'boleto_vencido',
      probability: 0.04,
      body: '{"message":"(#131026) Message undeliverable"}',
      on: 'template',
    },
  ])
  await campaign('Cobrança de novembro', { template: 'boleto_vencido', count: 1_200, from: 0 })
  await campaign('Segunda via de contas', { template: 'segunda_via', count: 60, from: 5_000 })
  await campaign('Lista fria de teste', { template: 'lista_fria', count: 400, from: 10_000 })
  const cancelled = await campaign(
    'Enviada por engano',
    { template: 'oferta_novembro', count: 800, from: 20_000 },
    `&sendAt=${encodeURIComponent(new Date(Date.now() + 30 * minute).toISOString())}`,
  )
  await post(`/batches/${cancelled.id}/cancel`)
  await campaign(
    'Ofertas de dezembro',
    { template: 'oferta_novembro', count: 2_500, from: 30_000 },
    `&sendAt=${encodeURIComponent(new Date(Date.now() + 20 * 60 * minute).toISOString())}`,
  )
  const paused = await campaign('Boletos: segundo aviso', {
    template: 'boleto_vencido',
    count: 3_000,
    from: 40_000,
  })
  await post(`/batches/${paused.id}/pause`)
  await campaign('Black Friday, clientes ouro', { template: 'oferta_novembro', count: 40_000, from: 100_000 })
}
