import { readFileSync } from 'node:fs'
import { afterAll, expect, test } from 'vitest'
import { ask } from '../../test-support/test-server.js'
import { openDropIn } from './drop-in.test.support.js'
import { restDropInPrefix } from './routes.js'

const configIds = ['minha-config_id', 'minha-config-id', 'minha-config', 'MINHA-CONFIG']
const dropIn = await openDropIn({ configIds })
afterAll(() => dropIn.close())

interface Curl {
  readonly method: 'GET' | 'POST'
  /** Below the base address, as it is written. */
  readonly path: string
  readonly headers: Record<string, string>
  readonly body: string | undefined
}

/** Every curl command of seed 001, word for word: `fixtures/seed-curls.txt`. */
const commands = readFileSync(new URL('fixtures/seed-curls.txt', import.meta.url), 'utf8')
  .split(/\n\n(?=curl )/)
  .map(readCurl)

/** What a command asks for. Two would not run in a shell (a missing backslash, `--H`): they are read as they are meant. */
function readCurl(command: string): Curl {
  const base = `https://app.hiplatform.com${restDropInPrefix}`
  const at = command.indexOf(base) + base.length
  const path = /^[^'\n\\]*/.exec(command.slice(at))?.[0] ?? ''
  const headers = [...command.matchAll(/(?:--?H|--header) '([^:']+): ([^']*)'/g)]
  const body = /(?:-d|--data) '([^']*)'/.exec(command)?.[1]
  return {
    method: command.includes('--request GET') ? 'GET' : 'POST',
    // An unquoted URL ends at the space before the backslash; the space of a quoted one belongs to it.
    path: command[command.indexOf(base) - 1] === "'" ? path.replaceAll(' ', '%20') : path.trim(),
    headers: Object.fromEntries(headers.map(([, name = '', value = '']) => [name.toLowerCase(), value])),
    body,
  }
}

const run = ({ method, path, headers, body }: Curl) =>
  ask(`${dropIn.url}${path}`, method, { headers, ...(body === undefined ? {} : { body }) })

test('all are here, with user, type and place', () => {
  expect(commands).toHaveLength(21)
  for (const { headers, path } of commands) {
    expect(headers).toEqual({
      authorization: 'Basic dXN1YXJpb0FwaTpzZW5oYUFwaQ==',
      'content-type': 'application/json',
    })
    expect(path).toMatch(/^\/(message\/template\/minha-config|reports\/hsm\?)/i)
  }
  expect(commands.filter(({ method }) => method === 'GET')).toHaveLength(1)
})

const messages = commands.filter(({ body }) => body !== undefined && body !== '{}')

test.each(messages)('the message to $path is enqueued: $body', async (curl) => {
  const answer = await run(curl)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({ status: 'OK', data: { id: expect.any(String) } })
  const configId = decodeURIComponent(curl.path.split('/').at(-1) ?? '').trim()
  const account = dropIn.accounts.find((known) => known.configId === configId)
  const to = /"to": "(\d+)"/.exec(curl.body ?? '')?.[1]
  expect(await account?.disparo.status(answer.body.data.id)).toMatchObject({ status: 'enqueued', to })
})

test('the empty body that shows the authentication lacks what is required', async () => {
  const [empty] = commands.filter(({ body }) => body === '{}')
  const answer = await run(empty as Curl)
  expect(answer.status).toBe(400)
  expect(answer.body).toEqual({
    status: 'ERROR',
    message:
      'Parâmetros obrigatórios inválidos ou vazios: to é obrigatório; namespace é obrigatório; elementName é obrigatório',
    fields: ['to', 'namespace', 'elementName'],
  })
})

test('the report of 2022 is empty', async () => {
  const [report] = commands.filter(({ method }) => method === 'GET')
  const answer = await run(report as Curl)
  expect(answer.status).toBe(200)
  expect(answer.body).toEqual({
    status: 'OK',
    data: { totalResults: 0, totalPages: 0, pageNumber: 1, items: [] },
  })
})
