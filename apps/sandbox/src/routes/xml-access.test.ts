import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox, XML_ACCESS } from '../testing/start-sandbox.js'
import { basicXml, codeOf, queryXml } from '../testing/xml-documents.js'

const document = basicXml('11987554321')

describe('the access to the XML interface', () => {
  let sandbox: TestSandbox
  afterEach(() => sandbox.stop())

  it.each([
    ['another user', { User: 'else' }],
    ['another password', { Pass: '0'.repeat(32) }],
    ['the password itself', { Pass: 'open:sesame' }],
    ['nobody', { User: '', Pass: '' }],
  ])('is refused to %s with an error, and costs no quota', async (_title, fields) => {
    sandbox = await startSandbox()
    for (const text of [document, queryXml('1')]) {
      const answer = await sandbox.xml(text, { fields })
      expect(answer.status).toBe(200)
      expect(answer.text).toMatch(/<return ID="01">Usuário, senha ou código do cliente inválido<\/return>/)
    }
    expect(await sandbox.stats()).toMatchObject({
      unauthorized: 2,
      accepted: 0,
      maxInWindow: 0,
      xmlSendRequests: 0,
      xmlStatusRequests: 0,
    })
  })

  it('takes the MD5 in capitals, and any Client where none is configured', async () => {
    sandbox = await startSandbox()
    codeOf(await sandbox.xml(document, { fields: { Pass: XML_ACCESS.Pass.toUpperCase(), Client: '7' } }))
  })

  it('needs the Client where one is configured', async () => {
    sandbox = await startSandbox({ client: '1234' })
    for (const fields of [{}, { Client: '123' }]) {
      expect((await sandbox.xml(document, { fields })).text).toContain('<return ID="01">')
    }
    codeOf(await sandbox.xml(document, { fields: { Client: '1234' } }))
  })

  it('is for the known remetentes where they are configured', async () => {
    sandbox = await startSandbox({ remetentes: ['remetente-2'] })
    const answer = await sandbox.xml(document)
    expect(answer.text).toContain('<return ID="05">Remetente não cadastrado</return>')
    codeOf(await sandbox.xml(document.replace('remetente-1', 'remetente-2')))
    expect(await sandbox.stats()).toMatchObject({ accepted: 1, rejected: 1 })
  })
})
