import { beforeAll, describe, expect, it } from 'vitest'
import { authorizationOf } from '../stack/service-user.js'
import { type Stack, startOwnStack } from '../stack/start-stack.js'
import { type FreshProject, freshProject } from './fresh-project.js'

/** Of a client that was generated of our document, by its own names. */
const program = `
import createClient from 'openapi-fetch'
import type { components, paths } from './schema.js'

const { DISPARO_URL: baseUrl, DISPARO_AUTHORIZATION: authorization, DISPARO_ACCOUNT: account = '' } = process.env
const client = createClient<paths>({ baseUrl, headers: { authorization } })
const template = { namespace: 'default', elementName: 'aviso' }
const rows: components['schemas']['NewRow'][] = [
  { to: '+55 11 90000-0001', template, body: ['Ana'], key: 'n-1' },
  { to: '5511900000002', namespace: 'default', elementName: 'aviso', metadata: { order: 4711 } },
]
const params = { path: { account } }
const batch = await client.POST('/v1/accounts/{account}/batches', { params, body: rows })
const single = await client.POST('/v1/accounts/{account}/messages', { params, body: { to: '12', template } })
const enqueued: number | undefined = batch.data?.enqueued
const path: string | undefined = single.error?.errors?.[0]?.path
const state = await client.GET('/v1/accounts/{account}/batches/{id}', {
  params: { path: { account, id: batch.data?.id ?? '' } },
})
const waiting: number | undefined = state.data?.counts.enqueued
console.log(JSON.stringify({ enqueued, path, waiting, at: state.data?.createdAt }))

// @ts-expect-error: a row needs a recipient
const wrong: components['schemas']['NewRow'] = { template }
// @ts-expect-error: there is no such status
state.data?.counts.posted
export { wrong }
`

describe('the OpenAPI document', () => {
  let stack: Stack
  let project: FreshProject
  let schema: string
  beforeAll(async () => {
    stack = await startOwnStack({ workers: 0 })
    schema = await (await fetch(`${stack.producer.url}/docs/json`)).text()
    project = await freshProject({
      files: { 'package.json': '{"type": "module"}', 'openapi.json': schema, 'program.ts': program },
      packages: [
        'typescript@~5.9.3',
        '@types/node@^20',
        'openapi-typescript@7.13.0',
        'openapi-fetch@0.17.0',
        '@redocly/cli@2.77.0',
      ],
    })
    return async () => {
      await project.remove()
      await stack.stop()
    }
  })

  it('makes a client that sends a JSON batch by its types', async () => {
    await project.run('npx', ['openapi-typescript', 'openapi.json', '--output', 'schema.ts'])
    const strict = ['--strict', '--module', 'nodenext', '--target', 'es2022', '--skipLibCheck']
    await project.run('npx', ['tsc', ...strict, 'program.ts'])
    const said = await project.run('node', ['program.js'], {
      DISPARO_URL: stack.producer.url,
      DISPARO_AUTHORIZATION: authorizationOf(stack.producer),
      DISPARO_ACCOUNT: stack.account,
    })
    expect(JSON.parse(said)).toEqual({ enqueued: 2, path: 'to', waiting: 2, at: expect.any(String) })
  })

  it('is one in which Redocly finds nothing but routes that are never refused', async () => {
    const said = await project.run('npx', ['redocly', 'lint', 'openapi.json', '--format=json'], {
      REDOCLY_TELEMETRY: 'off',
      REDOCLY_SUPPRESS_UPDATE_NOTICE: 'true',
    })
    const { problems } = JSON.parse(said) as { problems: { ruleId: string }[] }
    expect(problems.map(({ ruleId }) => ruleId).filter((rule) => rule !== 'operation-4xx-response')).toEqual(
      [],
    )
  })
})
