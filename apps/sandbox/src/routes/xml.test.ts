import { FormData } from 'undici'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox, XML_ACCESS, XML_PATH } from '../testing/start-sandbox.js'
import { basicXml, codeOf, dispatchXml } from '../testing/xml-documents.js'

const PHONE = '11987554321'
const uuid = '[\\da-f]{8}(-[\\da-f]{4}){3}-[\\da-f]{12}'

describe('POST integracao.php, 50.01', () => {
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.stop())

  it("answers the full form of the seed as the seed says, with a code in the seed's envelope", async () => {
    const contacts = [
      { phone: PHONE, parameters: ['Maria', 'R$ 10'] },
      { phone: '1133334444', parameters: ['João'] },
    ]
    const answer = await sandbox.xml(
      dispatchXml(contacts, { extra: '<identificador> pedido42 </identificador>' }),
    )
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(answer.text).toMatch(
      new RegExp(`^<main><emkt trans="50.01" KEY="[\\da-f]{28}"><return>${uuid}</return></emkt></main>$`),
    )
    const upstreamId = codeOf(answer)
    expect(await sandbox.truth({ upstreamId })).toMatchObject([
      {
        n: 1,
        to: `55${PHONE}`,
        namespace: 'default',
        elementName: 'boleto',
        identificador: 'pedido42',
        upstreamId,
      },
      { n: 2, to: '551133334444', identificador: 'pedido42', upstreamId },
    ])
  })

  it('takes the basic form, and makes an identificador of its own', async () => {
    const upstreamId = codeOf(await sandbox.xml(basicXml(PHONE)))
    await sandbox.xml(basicXml(PHONE))
    const [arrival] = await sandbox.truth({ upstreamId })
    expect(arrival.identificador).toMatch(/^[A-Za-z0-9]{13}$/)
    expect(await sandbox.truth({ identificador: arrival.identificador })).toEqual([arrival])
    expect(await sandbox.truth({ identificador: 'another' })).toEqual([])
  })

  it('knows a message by its content, whichever way it came and however it was written', async () => {
    const text = `D'Ávila & <filhos> 😀`
    const written = [
      'D&apos;Ávila &amp; &lt;filhos&gt; 😀',
      `<![CDATA[${text}]]>`,
      'D&#039;&#xC1;vila &amp; &lt;filhos> 😀',
    ]
    for (const parameter of written) {
      await sandbox.xml(dispatchXml([{ phone: PHONE, parameters: [parameter] }]))
    }
    await sandbox.post({
      to: `55${PHONE}`,
      namespace: 'default',
      elementName: 'boleto',
      components: [{ type: 'body', parameters: [{ type: 'text', text }] }],
    })
    await sandbox.xml(dispatchXml([{ phone: PHONE, parameters: [' D&apos;Ávila'] }]))
    expect(await sandbox.stats()).toMatchObject({ accepted: 5, messages: 2, duplicates: 3, rejected: 0 })
  })

  it('shows its contacts in the report', async () => {
    await sandbox.xml(basicXml(PHONE, '2133334444'))
    sandbox.clock.ms += 1_000
    const { items } = (await sandbox.report()).json.data
    const recipients = items.map(({ recipient }: { recipient: string }) => recipient)
    expect(recipients.sort()).toEqual([`55${PHONE}`, '552133334444'])
  })

  it('takes multipart forms too', async () => {
    const body = new FormData()
    for (const [name, value] of Object.entries({ ...XML_ACCESS, XML: basicXml(PHONE) })) body.set(name, value)
    codeOf(await sandbox.call('POST', XML_PATH, { headers: { authorization: '' }, body }))
    expect(await sandbox.stats()).toMatchObject({ accepted: 1 })
  })

  it.each(['text/xml', 'application/x-www-form-urlencoded'])(
    'takes the bare document as %s, with the other fields in the query string',
    async (type) => {
      const headers = { authorization: '', 'content-type': type }
      const body = `\uFEFF\n${basicXml(PHONE)}`
      codeOf(await sandbox.call('POST', XML_PATH, { headers, body, query: XML_ACCESS }))
      expect((await sandbox.call('POST', XML_PATH, { headers, body })).text).toContain('ID="01"')
    },
  )

  it.each([
    ['no remetente', dispatchXml([{ phone: PHONE }], { remetente: ' ' }), 'remetente'],
    [
      'an identificador of 14',
      dispatchXml([{ phone: PHONE }], { extra: `<identificador>${'a'.repeat(14)}</identificador>` }),
      'identificador',
    ],
    [
      'an identificador with a hyphen',
      dispatchXml([{ phone: PHONE }], { extra: '<identificador>a-1</identificador>' }),
      'identificador',
    ],
    ['no contact', dispatchXml([]), 'contact'],
    ['1,001 contacts', dispatchXml(Array(1_001).fill({ phone: PHONE })), 'contact'],
    ['a phone with 55', basicXml(PHONE, `55${PHONE}`), 'contact.1.phone'],
    [
      'a phone without DDD, and a written one',
      basicXml('987554321', '(11) 98755-4321'),
      'contact.0.phone, contact.1.phone',
    ],
    [
      'a parameter without text',
      dispatchXml([{ phone: PHONE, parameters: ['a', ' '] }]),
      'contact.0.component.0.parameter.1',
    ],
    [
      'a header',
      dispatchXml([{ phone: PHONE, parameters: ['a'] }]).replace('"body"', '"header"'),
      'contact.0.component.0.type',
    ],
    [
      'a link',
      dispatchXml([{ phone: PHONE, parameters: ['a'] }]).replace('"text"', '"image"'),
      'contact.0.component.0.parameter.0.type',
    ],
    ['no template', basicXml(PHONE).replace(/<namespace>.*<\/element_name>/s, ''), 'namespace, element_name'],
  ])(
    'answers %s with an error that names the field, and takes none of its contacts',
    async (_title, document, fields) => {
      const answer = await sandbox.xml(document)
      expect(answer.status).toBe(200)
      expect(answer.text).toMatch(/^<main><emkt trans="50.01" KEY="[\da-f]{28}"><return ID="04">/)
      expect(answer.text).toContain(`inválidos ou vazios: ${fields}</return></emkt></main>`)
      expect(await sandbox.stats()).toMatchObject({ accepted: 0, rejected: 1, xmlSendRequests: 1 })
    },
  )

  it('takes 1,000 contacts at once', async () => {
    const phones = Array.from({ length: 1_000 }, (_, n) => String(1_100_000_000 + n))
    codeOf(await sandbox.xml(basicXml(...phones)))
    expect(await sandbox.stats()).toMatchObject({ accepted: 1_000, messages: 1_000, maxInWindow: 1 })
  })

  it.each([
    ['nothing', ''],
    ['no XML', 'main'],
    ['a document cut short', basicXml(PHONE).slice(0, -10)],
    ['two documents', '<main><emkt trans="50.01"/></main><main><emkt trans="50.01"/></main>'],
    ['a bare ampersand', dispatchXml([{ phone: PHONE, parameters: ['A & B'] }])],
    ['an entity of HTML', dispatchXml([{ phone: PHONE, parameters: ['Jo&atilde;o'] }])],
    ['a control character', dispatchXml([{ phone: PHONE, parameters: ['a\u0001b'] }])],
    ['a DOCTYPE', basicXml(PHONE).replace('<main>', '<!DOCTYPE main [<!ENTITY a "b">]><main>')],
    ['a depth of 100', `<main>${'<a>'.repeat(100)}${'</a>'.repeat(100)}</main>`],
    ['other names', '<disparo><emkt trans="50.01"/></disparo>'],
  ])('answers %s with an error: no XML of this interface', async (_title, document) => {
    const answer = await sandbox.xml(document)
    expect(answer.text).toMatch(
      /^<main><emkt KEY="[\da-f]{28}"><return ID="02">XML inválido<\/return><\/emkt><\/main>$/,
    )
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, rejected: 1 })
  })

  it('answers another transaction with an error', async () => {
    const answer = await sandbox.xml(basicXml(PHONE).replace('50.01', '11.05'))
    expect(answer.text).toContain('<return ID="03">Transação desconhecida</return>')
  })

  it('answers 413 to a document that is too large', async () => {
    expect((await sandbox.xml(' '.repeat(9_000_000))).status).toBe(413)
  })
})
