import { readdirSync, readFileSync } from 'node:fs'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { basic, body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

const fixtures = new URL('../fixtures/', import.meta.url)
const examples = readdirSync(fixtures).map((name) => ({
  name,
  text: readFileSync(new URL(name, fixtures), 'utf8'),
}))
const strict = examples.filter(({ name }) => !name.includes('.commented.'))
const commented = examples.filter(({ name }) => name.includes('.commented.'))

describe('POST message/template', () => {
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.stop())

  it.each(strict)("accepts the seed's example $name as it stands", async ({ text }) => {
    const answer = await sandbox.post(text)
    expect(answer.status).toBe(200)
    expect(answer.json).toEqual({ status: 'OK', data: { id: expect.stringMatching(/^[\da-f-]{36}$/) } })
  })

  it.each(commented)(
    "refuses the seed's example $name for its comments, and takes it without",
    async ({ text }) => {
      expect(await sandbox.post(text)).toMatchObject({ status: 400, json: { fields: ['body'] } })
      expect((await sandbox.post(text.replaceAll(/ \/\/ .*$/gm, ''))).status).toBe(200)
    },
  )

  it('gives each message an id of its own', async () => {
    const answers = await Promise.all([sandbox.post(body()), sandbox.post(body())])
    expect(answers[0].json.data.id).not.toBe(answers[1].json.data.id)
  })

  it('takes a body sent without a content type', async () => {
    const path = '/platform/whatsappconnect/1.0/api/message/template/sandbox'
    expect((await sandbox.call('POST', path, { body: JSON.stringify(body()) })).status).toBe(200)
  })

  it.each([
    ['nothing at all', '', ['body']],
    ['invalid JSON', '{"to": "551199999999",}', ['body']],
    ['a list', '[]', ['body']],
    ['an empty object', '{}', ['to', 'namespace', 'elementName']],
    ['empty fields', { to: '', namespace: ' ', elementName: '' }, ['to', 'namespace', 'elementName']],
    ['a recipient that is no number', { ...body(), to: 'alguém' }, ['to']],
    ['components that are no list', { ...body(), components: {} }, ['components']],
    [
      'an unknown component',
      { ...body(), components: [{ type: 'x', parameters: [] }] },
      ['components.0.type'],
    ],
    [
      'a text without text',
      { ...body(), components: [{ type: 'body', parameters: [{ type: 'text' }] }] },
      ['components.0.parameters.0.text'],
    ],
    [
      'a link that is none',
      { ...body(), components: [{ type: 'header', parameters: [{ type: 'image', image: { link: 'x' } }] }] },
      ['components.0.parameters.0.image.link'],
    ],
    [
      'a coupon of 16 characters',
      {
        ...body(),
        components: [
          { type: 'button', parameters: [{ type: 'coupon', index: 0, coupon_code: 'x'.repeat(16) }] },
        ],
      },
      ['components.0.parameters.0.coupon_code'],
    ],
  ])('answers 400 to %s and names the fields', async (_title, content, fields) => {
    const answer = await sandbox.post(content)
    expect(answer.status).toBe(400)
    expect(answer.json).toEqual({
      status: 'ERROR',
      message: 'Parâmetros obrigatórios inválidos ou vazios',
      fields,
    })
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, rejected: 1 })
  })

  it('answers 403 without Basic credentials and 401 to wrong ones, and counts neither towards the limit', async () => {
    const answers = [
      await sandbox.post(body(), { headers: { authorization: '' } }),
      await sandbox.post(body(), { headers: { authorization: 'Bearer token' } }),
      await sandbox.post(body(), { headers: { authorization: basic('someone', 'else') } }),
    ]
    expect(answers.map((answer) => answer.status)).toEqual([403, 403, 401])
    expect(answers[2]?.json).toEqual({ status: 'ERROR', message: 'Autenticação inválida' })
    expect(answers.map((answer) => answer.headers['x-rate-limit-remaining'])).toEqual(['500', '500', '500'])
    expect(await sandbox.stats()).toMatchObject({ unauthorized: 3, accepted: 0, maxInWindow: 0 })
  })

  it('answers 404 to an account it does not have', async () => {
    expect((await sandbox.post(body(), { configId: 'other' })).status).toBe(404)
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, maxInWindow: 1 })
  })

  it('answers in JSON when a body is too large for it', async () => {
    const answer = await sandbox.post({ ...body(), filler: 'x'.repeat(1_100_000) })
    expect(answer).toMatchObject({ status: 413, json: { status: 'ERROR' } })
  })
})
