import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.js'

const PATH = '/hsmservices/api/public/message_templates/1029'
const notice = {
  name: 'boleto',
  language: 'pt_BR',
  category: 'UTILITY',
  status: 'APPROVED',
  components: [
    { type: 'HEADER', format: 'IMAGE' },
    { type: 'BODY', text: 'Olá {{1}}, {{2}} e de novo {{1}}' },
    { type: 'BUTTONS', buttons: [{ type: 'QUICK_REPLY' }, { type: 'URL', url: 'https://a.example/{{1}}' }] },
  ],
}
const text = (value: string) => ({ type: 'text', text: value })
const whole = {
  to: '551190000000',
  namespace: 'default',
  elementName: 'boleto',
  components: [
    { type: 'header', parameters: [{ type: 'image', image: { link: 'https://a.example/i.png' } }] },
    { type: 'body', parameters: [text('Ana'), text('7')] },
    { type: 'button', parameters: [{ type: 'url', index: '1', text: '7' }] },
  ],
}

let sandbox: TestSandbox
beforeEach(async () => {
  sandbox = await startSandbox()
})
afterEach(() => sandbox.stop())
const list = async (query = {}) => (await sandbox.call('GET', PATH, { query })).json
const tell = (told: unknown) => sandbox.call('POST', '/sandbox/templates', { body: JSON.stringify(told) })

describe("Hi Broker's list", () => {
  it('is for the user only, and empty at first', async () => {
    expect((await sandbox.call('GET', PATH, { headers: { authorization: '' } })).status).toBe(403)
    expect(await list()).toMatchObject({ data: [] })
  })

  it("has what it was told, in Meta's shape, page by page", async () => {
    const templates = ['a', 'b', 'c'].map((name) => ({ ...notice, name }))
    expect((await tell({ templates })).json).toEqual({ templates: 3, enforce: false })
    const first = await list({ limit: 2 })
    expect(first.data).toMatchObject(templates.slice(0, 2))
    const second = await list({ limit: 2, after: first.paging.cursors.after })
    expect(second.data).toMatchObject(templates.slice(2))
    const last = await list({ after: second.paging.cursors.after })
    expect(last.data).toEqual([])
    expect((await sandbox.call('GET', PATH, { query: { after: 'x' } })).status).toBe(400)
  })

  it('is told by nothing that is no list of templates', async () => {
    expect((await tell({ templates: [{ components: [] }] })).status).toBe(400)
    expect((await tell('x')).status).toBe(400)
  })

  it('is what it was at the start after a reset', async () => {
    await tell({ templates: [notice], enforce: true })
    await sandbox.reset()
    expect((await list()).data).toEqual([])
    expect((await sandbox.post(whole)).status).toBe(200)
  })
})

describe('where it is held to', () => {
  it.each([
    ['another name', { elementName: 'boletos' }, '132001'],
    [
      'a variable too few',
      { components: whole.components.with(1, { type: 'body', parameters: [text('Ana')] }) },
      '132000',
    ],
    ['no header', { components: whole.components.slice(1) }, '132012'],
    ['no link', { components: whole.components.slice(0, 2) }, '132000'],
    ['nothing at all', { components: undefined }, '132000'],
  ])('a message with %s is refused as Meta does', async (_, change, code) => {
    await tell({ templates: [notice], enforce: true })
    expect((await sandbox.post(whole)).status).toBe(200)
    const answer = await sandbox.post({ ...whole, ...change })
    expect(answer).toMatchObject({
      status: 400,
      json: { status: 'ERROR', message: expect.stringContaining(code) },
    })
    expect(await sandbox.stats()).toMatchObject({ accepted: 1, rejected: 1 })
  })

  it.each([
    ['PAUSED', '132015'],
    ['DISABLED', '132016'],
    ['PENDING', '132001'],
  ])('one of a template that is %s is, too', async (status, code) => {
    await tell({ templates: [{ ...notice, status }], enforce: true })
    expect((await sandbox.post(whole)).json.message).toContain(code)
  })

  it('otherwise nothing is', async () => {
    await tell({ templates: [notice], enforce: false })
    expect((await sandbox.post({ ...whole, elementName: 'boletos' })).status).toBe(200)
  })

  it('a code fills the template of codes, a coupon that of coupons', async () => {
    const code = {
      ...notice,
      name: 'codigo',
      category: 'AUTHENTICATION',
      components: [{ type: 'BODY', text: '{{1}}' }],
    }
    const buttons = { type: 'BUTTONS', buttons: [{ type: 'COPY_CODE' }] }
    const coupon = { ...notice, name: 'cupom', components: [{ type: 'BODY', text: 'Oi' }, buttons] }
    await tell({ templates: [code, coupon], enforce: true })
    const otp = { ...whole, elementName: 'codigo', components: [{ type: 'otp', parameters: [text('123')] }] }
    expect((await sandbox.post(otp)).status).toBe(200)
    const button = { type: 'button', parameters: [{ type: 'coupon', index: 0, coupon_code: 'DEZ' }] }
    expect((await sandbox.post({ ...whole, elementName: 'cupom', components: [button] })).status).toBe(200)
    expect((await sandbox.post({ ...otp, elementName: 'cupom' })).json.message).toContain('132000')
  })

  it('a 50.01 request is refused whole, in the form of that interface', async () => {
    const plain = { ...notice, components: [{ type: 'BODY', text: 'Olá {{1}}' }] }
    await tell({ templates: [plain], enforce: true })
    const contact = (texts: number) =>
      `<contact><phone>11987554321</phone><component type="body">${'<parameter type="text">a</parameter>'.repeat(texts)}</component></contact>`
    const document = (...contacts: number[]) =>
      `<main><emkt trans="50.01"><remetente>r</remetente><namespace>ns</namespace><element_name>boleto</element_name>${contacts.map(contact).join('')}</emkt></main>`
    const answer = await sandbox.xml(document(1, 2))
    expect(answer.text).toContain('132000')
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, rejected: 1 })
    await sandbox.xml(document(1, 1))
    expect(await sandbox.stats()).toMatchObject({ accepted: 2 })
  })
})
