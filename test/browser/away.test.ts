import { describe, expect } from 'vitest'
import { test } from './console-test.js'
import { heading, link, status } from './person.js'

/** The console promises 5 s. A busy machine may take longer; what takes as long as this was not told. */
const toldWithinMs = 20_000

/** How long it takes until something is told. */
async function timeUntil(what: string, told: () => Promise<unknown>): Promise<void> {
  const started = performance.now()
  await told()
  const ms = performance.now() - started
  process.stderr.write(`  told that ${what} after ${(ms / 1_000).toFixed(1)} s\n`)
  expect(ms).toBeLessThan(toldWithinMs)
}

describe('it is told within 5 s', () => {
  test('that Redis is away, and when it is back', async ({ visit, stack }) => {
    await stack.producer.send({ to: '5511900009200', namespace: 'default', elementName: 'codigo' })
    await stack.producer.importCsv('to,namespace,elementName\n5511900000001,default,aviso')
    const { page } = await visit('/campaigns', { as: 'ana' })
    await link(page, 'Sem nome (CSV)').waitFor()
    await stack.redis.crash()
    await timeUntil('Redis is away', () => status(page, 'O Redis não responde'))
    await link(page, 'Sem nome (CSV)').waitFor()
    await stack.redis.revive()
    await timeUntil('Redis is back', () =>
      page.getByText('O Redis não responde').first().waitFor({ state: 'detached' }),
    )
  })

  test('that the service does not answer', async ({ visit, stack, onTestFinished }) => {
    const { page } = await visit('/account', { as: 'ana' })
    await status(page, 'Portão de envio')
    const signal = (name: NodeJS.Signals) => process.kill(stack.producer.process.pid, name)
    onTestFinished(() => void signal('SIGCONT'))
    signal('SIGSTOP')
    await timeUntil('nothing answers', () => status(page, 'O serviço não responde'))
    await status(page, /^Há \d+ s sem resposta\./)
    signal('SIGCONT')
    await timeUntil('it answers again', () =>
      page.getByText('O serviço não responde').first().waitFor({ state: 'detached' }),
    )
  })

  test('that Hi Platform refuses the password, or is down', async ({ visit, stack, onTestFinished }) => {
    onTestFinished(() => stack.sandbox.setFaults([]))
    const params = { account: stack.account }
    const isOpen = async () => (await stack.client.getAccount({ params })).gate.open
    for (const [answer, told] of [
      [401, /o Hi Platform recusou o usuário ou a senha/],
      [503, /o Hi Platform está fora do ar/],
    ] as const) {
      await stack.sandbox.setFaults([{ fault: 'status', status: answer, on: 'template' }])
      const { page } = await visit('/account', { as: 'ana' })
      await heading(page, 'Conta').waitFor()
      const rows = Array.from({ length: 12 }, (_, index) => `55119000${answer}${10 + index},default,aviso`)
      const { id } = await stack.producer.importCsv(['to,namespace,elementName', ...rows].join('\n'))
      await expect.poll(isOpen).toBe(false)
      await timeUntil(`Hi Platform answers ${answer}`, () => status(page, told))
      await page.goto(`${stack.url}${stack.account}/campaigns/${id}`)
      await status(page, 'Nada está sendo enviado')
      await status(page, told)
      await stack.sandbox.setFaults([])
      await expect.poll(isOpen).toBe(true)
    }
  })
})
