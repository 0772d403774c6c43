import type { Page } from 'playwright-core'
import { expect } from 'vitest'
import type { ConsoleStack } from './console-stack.js'
import { test } from './console-test.js'
import { findFaults } from './find-faults.js'
import { button, goBy, heading, link, status } from './person.js'

/** A campaign that waits, of the user who may do everything. */
async function makeCampaign({ producer }: ConsoleStack): Promise<string> {
  const { id } = await producer.importCsv('to,namespace,elementName\n5511900000001,default,aviso', {
    sendAt: new Date(Date.now() + 3_600_000).toISOString(),
  })
  return id
}

/** What the API answers to the page itself, whatever the page shows. */
async function answersTo(page: Page, calls: Readonly<Record<string, object | undefined>>) {
  const answers: Record<string, number> = {}
  for (const [call, body] of Object.entries(calls)) {
    const [method, path] = call.split(' ')
    const options = {
      method,
      ...(body && { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } }),
    }
    answers[call] = Number(
      await page.evaluate(
        `fetch(${JSON.stringify(path)}, ${JSON.stringify(options)}).then(({ status }) => status)`,
      ),
    )
  }
  return answers
}

const all = (calls: object, status: number) =>
  Object.fromEntries(Object.keys(calls).map((call) => [call, status]))

const message = { to: '5511900000002', namespace: 'default', elementName: 'aviso' }

test('who may read sees everything, can change nothing, and is answered 403 where they try', async ({
  visit,
  stack,
}) => {
  const id = await makeCampaign(stack)
  const { page } = await visit('', { as: 'leitura' })
  await link(page, 'Sem nome (CSV)').first().click()
  await button(page, 'Exportar CSV').waitFor()
  for (const name of ['Pausar', 'Retomar', 'Cancelar campanha', 'Reenviar falhas', 'Renomear'])
    expect(await button(page, name).count()).toBe(0)
  expect(await link(page, /Nova campanha|Corrigir/).count()).toBe(0)
  expect(await findFaults(page)).toEqual([])

  await goBy(page, 'Bloqueios')
  await page.getByLabel('Telefone').fill('11900000001')
  await button(page, 'Buscar').click()
  await status(page, 'Esta pessoa não está bloqueada')
  expect(await button(page, /Bloquear|Desbloquear/).count()).toBe(0)
  await goBy(page, 'Modelos')
  await status(page, 'oferta_novembro')
  expect(await button(page, 'Ler agora').count()).toBe(0)

  const api = `/v1/accounts/${stack.account}`
  const refused = {
    [`POST ${api}/messages`]: message,
    [`POST ${api}/batches`]: [message],
    [`POST ${api}/batches/${id}/pause`]: undefined,
    [`POST ${api}/batches/${id}/resume`]: undefined,
    [`POST ${api}/batches/${id}/cancel`]: undefined,
    [`POST ${api}/batches/${id}/retry`]: undefined,
    [`PATCH ${api}/batches/${id}`]: { name: 'Outro' },
    [`POST ${api}/unknown/resolve`]: { as: 'accepted', ids: [id] },
    [`POST ${api}/suppressions`]: { to: '5511900000001', reason: 'manual', covers: 'everything' },
    [`POST ${api}/suppressions/remove`]: { to: '5511900000001' },
    [`POST ${api}/templates/sync`]: undefined,
    [`POST ${api}/forget`]: { recipient: '5511900000001' },
  }
  expect(await answersTo(page, refused)).toEqual(all(refused, 403))
  const open = {
    [`GET ${api}`]: undefined,
    [`GET ${api}/batches`]: undefined,
    [`POST ${api}/messages/search`]: { to: '5511900000001' },
  }
  expect(await answersTo(page, open)).toEqual(all(open, 200))
})

test('who may only send sends, is told what they cannot see, and is answered 403 where they try', async ({
  visit,
  stack,
}) => {
  const id = await makeCampaign(stack)
  const { page } = await visit('', { as: 'envio' })
  await status(page, 'Seu usuário não pode ver isto')
  expect(await findFaults(page)).toEqual([])
  await link(page, 'Nova campanha').first().click()
  await page.getByLabel('Escolher arquivo').setInputFiles({
    ...{ name: 'avisos.csv', mimeType: 'text/csv' },
    buffer: Buffer.from('to,namespace,elementName,body1\n5511900000003,default,aviso,Ana\n'),
  })
  await status(page, /^1 linha, 4 colunas$/)
  await button(page, 'Continuar').click()
  await heading(page, 'Nova campanha').waitFor()
  await button(page, 'Continuar').click()
  await button(page, /Válidas/).waitFor()
  await button(page, 'Continuar').click()
  await button(page, 'Pular o teste').click()
  await button(page, 'Enviar 1 mensagem').click()
  await heading(page, 'Mensagens a caminho').waitFor()
  expect(await findFaults(page)).toEqual([])
  await expect
    .poll(async () => (await stack.sandbox.allMessages()).some(({ to }) => to === '5511900000003'))
    .toBe(true)

  const api = `/v1/accounts/${stack.account}`
  const refused = {
    [`GET ${api}`]: undefined,
    [`GET ${api}/batches`]: undefined,
    [`GET ${api}/batches/${id}`]: undefined,
    [`GET ${api}/batches/${id}/messages`]: undefined,
    [`GET ${api}/unknown`]: undefined,
    [`GET ${api}/suppressions/counts`]: undefined,
    [`POST ${api}/messages/search`]: { to: '5511900000001' },
    [`POST ${api}/batches/${id}/cancel`]: undefined,
    [`POST ${api}/batches/${id}/retry`]: undefined,
    [`POST ${api}/unknown/resolve`]: { as: 'accepted', ids: [id] },
    [`POST ${api}/suppressions`]: { to: '5511900000001', reason: 'manual', covers: 'everything' },
  }
  expect(await answersTo(page, refused)).toEqual(all(refused, 403))
  expect((await stack.producer.batch(id))?.state).toBe('scheduled')
})
