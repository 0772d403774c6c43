/** A user's program that is right under every setting of the compiler: it sends, and says what came of it. */
export const sampleProgram = `import { connect, defineTemplates, InvalidMessageError, type MessageInput, type RowInput } from '@disparo/core'
import { fakeDisparo } from '@disparo/core/testing'

const templates = defineTemplates({ compra: { body: ['valor', 'final'] } })

async function main(): Promise<void> {
  const { REDIS_URL: redis = '', ACCOUNT: account = '' } = process.env
  await using disparo = connect({ redis, account, templates })
  const to = '+55 11 90000-0001'
  const message: MessageInput = { to, template: { namespace: 'default', elementName: 'compra' }, body: ['R$ 10', '5364'] }
  const one = await disparo.send(message, { key: 'order-4711' })
  const named = await disparo.send({ to, template: 'compra', body: { valor: 'R$ 10', final: '5364' } })
  async function* rows(): AsyncGenerator<RowInput> {
    yield { ...message, to: '+55 11 90000-0002' }
    yield { ...message, to: '12' }
  }
  const { rows: read, enqueued, rejected } = await disparo.sendMany(rows(), { key: 'november' })
  const refused = await disparo.send({ ...message, to: '12' }).then(
    () => 'sent',
    (error: unknown) => (error instanceof InvalidMessageError ? \`\${error.code} \${error.problems[0]?.path}\` : error),
  )
  const fake = fakeDisparo({ templates })
  await fake.send({ to, template: 'compra', body: { valor: 'R$ 10', final: '5364' } })
  console.log(JSON.stringify({
    statuses: [(await disparo.status(one.id))?.status, (await disparo.status(named.id))?.status],
    batch: { rows: read, enqueued, rejected },
    refused,
    faked: fake.sent[0]?.message.components?.[0]?.parameters.length,
    isCommonJs: typeof require === 'function',
  }))
}

void main()
`

/** What an editor shows as red: each line with the comment, and no other. */
export const wrongMessages = `import { connect, defineTemplates, type MessageInput } from '@disparo/core'

const templates = defineTemplates({ compra: { body: ['valor', 'final'] } })
const disparo = connect({ redis: 'redis://localhost', account: 'shop', templates })
const to = '+55 11 90000-0001'

export const misspelt: MessageInput = { to, template: { namespace: 'default', elementNam: 'compra' } } // wrong
export const unknown: MessageInput = { to, template: { namespace: 'default', elementName: 'compra' }, bodi: [] } // wrong
void disparo.send({ to, template: 'compra', body: { valor: 'R$ 10' } }) // wrong
void disparo.send({ to, template: 'compra', body: { valor: 'R$ 10', final: '5364' } }, { lane: 'urgente' }) // wrong
void disparo.send({ to, template: 'compra', body: { valor: 'R$ 10', final: '5364' } })
`
