import { createHash } from 'node:crypto'
import { Redis } from 'ioredis'
import { authorizationOf } from '../stack/service-user.js'
import type { Stack } from '../stack/start-stack.js'
import type { Somebody } from './personal-people.test.support.js'

/** What a door answered: to requests that were taken, and to those that were not. */
interface Answers {
  readonly taken: readonly string[]
  readonly refused: readonly string[]
}

type Asked = Pick<Stack, 'account' | 'producer' | 'sandbox'>

const json = 'application/json'
const restPath = '/platform/whatsappconnect/1.0/api'
const xmlPath = '/emkt/int/integracao.php'

async function post(url: string, type: string, body: string, headers: object = {}): Promise<string> {
  const answer = await fetch(url, { method: 'POST', headers: { 'content-type': type, ...headers }, body })
  return `${answer.status} ${await answer.text()}`
}

/** Sends to each of these by Hi Platform's REST interface, asks for its report, and sends what is wrong. */
export async function callRest({ producer, sandbox }: Asked, people: readonly Somebody[], wrong: Somebody) {
  const headers = { authorization: authorizationOf(producer) }
  const send = (body: object) =>
    post(
      `${producer.url}${restPath}/message/template/${sandbox.configId}`,
      json,
      JSON.stringify(body),
      headers,
    )
  const message = ({ phone, name }: Somebody) => ({
    to: phone,
    namespace: 'default',
    elementName: 'aviso',
    externalLabel: `rotulo-${name}`,
    components: [{ type: 'body', parameters: [{ type: 'text', text: name }] }],
  })
  const report = `${producer.url}${restPath}/reports/hsm?startDate=0&endDate=99999999999&pageSize=10&pageNumber=1`
  const taken = await Promise.all(people.map((somebody) => send(message(somebody))))
  const asked = (query: string) => fetch(report + query, { headers }).then((answer) => answer.text())
  await asked('')
  const refused = [
    await send({
      ...message(wrong),
      to: `${wrong.phone}${wrong.phone}`,
      category: `${wrong.name}\n`,
      unknown: wrong.name,
    }),
    await post(
      `${producer.url}${restPath}/message/template/${wrong.phone}`,
      json,
      `{"to":"${wrong.phone}" "`,
      headers,
    ),
    await asked(`&pageSize=${wrong.phone}&origin=${wrong.name}`),
  ]
  return { taken, refused }
}

/** Sends one document to all of these by the XML interface, asks what became of them, and sends what is wrong. */
export async function callXml(
  { producer, sandbox }: Asked,
  people: readonly Somebody[],
  wrong: Somebody,
): Promise<Answers> {
  const login = { User: producer.user, Pass: createHash('md5').update(producer.password).digest('hex') }
  const send = (document: string, form = login) =>
    post(
      `${producer.url}${xmlPath}`,
      'application/x-www-form-urlencoded',
      new URLSearchParams({ ...form, XML: document }).toString(),
    )
  const contact = ({ phone, name }: Somebody) =>
    `<contact><phone>${phone.slice(2)}</phone><component type="body"><parameter type="text">${name}</parameter></component></contact>`
  const dispatch = (contacts: string) =>
    `<main><emkt trans="50.01"><remetente>${sandbox.configId}</remetente><namespace>default</namespace>` +
    `<element_name>alerta1</element_name>${contacts}</emkt></main>`
  const taken = await send(dispatch(people.map(contact).join('')))
  const code = /<return>([^<]+)<\/return>/.exec(taken)?.[1]
  await send(`<main><emkt trans="50.02"><codigo>${code}</codigo></emkt></main>`)
  const refused = [
    await send(dispatch(contact({ ...wrong, phone: `${wrong.phone}${wrong.phone}` }))),
    await send(dispatch(contact({ ...wrong, name: `${wrong.name}\t${wrong.phone}` }))),
    await send(dispatch(`<contact><${wrong.name}>${wrong.phone}</${wrong.name}></contact>`)),
    await send(`<main><emkt trans="${wrong.phone}">${wrong.name}`),
    await send(dispatch(contact(wrong)), { User: wrong.phone, Pass: wrong.name }),
  ]
  return { taken: [taken], refused }
}

/** Looks at the queues as an operator does: the lists of all that waits or failed, and each of these jobs. */
export async function readBoard({ account, producer }: Asked, jobs: readonly string[]): Promise<string> {
  const look = async (path: string) => {
    const answer = await fetch(`${producer.url}/admin/queues/api/queues${path}`, {
      headers: { authorization: authorizationOf(producer) },
    })
    return `${answer.status} ${await answer.text()}`
  }
  const lists = ['urgent', 'bulk', 'callbacks'].flatMap((queue) =>
    ['latest', 'delayed', 'prioritized', 'failed'].map(
      (status) => `?activeQueue=${account}-${queue}&status=${status}`,
    ),
  )
  const pages = jobs.flatMap((id) => [`/${account}-bulk/${id}`, `/${account}-bulk/${id}/logs`])
  return (await Promise.all([...lists, ...pages].map(look))).join('\n')
}

/** Does something while a key of the account is of another type, so that Redis refuses what uses it: with WRONGTYPE. */
export async function whileBroken<T>(redisUrl: string, key: string, act: () => Promise<T>): Promise<T> {
  const redis = new Redis(redisUrl)
  const aside = `${key}:aside`
  try {
    const wasThere = await redis.exists(key)
    const breaking = redis.multi()
    if (wasThere) breaking.rename(key, aside)
    await breaking.set(key, 'of another type', 'EX', 3_600).exec()
    try {
      return await act()
    } finally {
      // In one step: a worker that found no entry in between would take the message for forgotten.
      if (wasThere) await redis.rename(aside, key)
      else await redis.del(key)
    }
  } finally {
    redis.disconnect()
  }
}
