import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { body, startSandbox, type TestSandbox } from '../testing/start-sandbox.js'
import { basicXml, codeOf, queryXml } from '../testing/xml-documents.js'

const document = basicXml('11987554321', '1133334444')

describe('a fault of the XML interface', () => {
  let sandbox: TestSandbox
  beforeEach(async () => {
    sandbox = await startSandbox()
  })
  afterEach(() => sandbox.stop())

  it('is for sending or for the statuses, and leaves the REST side alone', async () => {
    await sandbox.faults([
      { fault: 'status', status: 500, on: 'xml-send', times: 1 },
      { fault: 'status', status: 502, on: 'xml-status', times: 1 },
    ])
    expect((await sandbox.post(body())).status).toBe(200)
    expect((await sandbox.report()).status).toBe(200)
    expect((await sandbox.xml(document)).status).toBe(500)
    const code = codeOf(await sandbox.xml(document))
    expect((await sandbox.xml(queryXml(code))).status).toBe(502)
    expect((await sandbox.xml(queryXml(code))).text).toContain('<status>Aceito</status>')
  })

  it('of the REST side leaves the XML interface alone', async () => {
    await sandbox.faults([{ fault: 'hang' }, { fault: 'hang', on: 'report' }])
    const code = codeOf(await sandbox.xml(document))
    expect((await sandbox.xml(queryXml(code))).status).toBe(200)
  })

  it('can be for a template, or for one of the contacts', async () => {
    const error = { fault: 'xml-error', on: 'xml-send' }
    await sandbox.faults([
      { ...error, elementName: 'other' },
      { ...error, id: '7', to: '551133334444' },
    ])
    expect((await sandbox.xml(document)).text).toContain('ID="7"')
    codeOf(await sandbox.xml(basicXml('11987554321')))
    expect((await sandbox.xml(document.replace('boleto', 'other'))).text).toContain('ID="99"')
  })

  it('of kind xml-error answers 200 with the error, in the style there is, and accepts nothing', async () => {
    await sandbox.xmlStyle({ case: 'upper', errorPath: 'akna/func', severalRoots: true })
    await sandbox.faults([{ fault: 'xml-error', id: '12', text: 'Créditos insuficientes' }])
    const answer = await sandbox.xml(document)
    expect(answer.status).toBe(200)
    expect(answer.text).toMatch(
      /^<AKNA>.*<RETURN ID="00"><\/RETURN>.*<\/AKNA><AKNA><FUNC TRANS="50.01" KEY="\w+"><RETURN ID="12">Créditos insuficientes<\/RETURN><\/FUNC><\/AKNA>$/,
    )
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, rejected: 0, faulted: 1, maxInWindow: 1 })
  })

  it('of kind drop-after accepts every contact, and ends the connection', async () => {
    await sandbox.faults([{ fault: 'drop-after', on: 'xml-send' }])
    await expect(sandbox.xml(document)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
    expect(await sandbox.stats()).toMatchObject({ accepted: 2, faulted: 1 })
  })

  it('of kind drop-before ends the connection without accepting', async () => {
    await sandbox.faults([{ fault: 'drop-before', on: 'xml-send' }])
    await expect(sandbox.xml(document)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, faulted: 1 })
  })

  it('of kind hang never answers', async () => {
    await sandbox.faults([{ fault: 'hang', on: 'xml-send' }])
    const leaving = new AbortController()
    const answer = sandbox.xml(document, { signal: leaving.signal })
    while ((await sandbox.stats()).faulted < 1);
    leaving.abort()
    await expect(answer).rejects.toThrow()
    expect(await sandbox.stats()).toMatchObject({ accepted: 0 })
  })

  it.each([
    ['a 200 without a code', { status: 200, body: '<main></main>', contentType: 'text/xml' }],
    ['an empty 200', { status: 200, body: '' }],
    ['a page of HTML', { status: 502, body: '<h1>Bad Gateway</h1>', contentType: 'text/html' }],
  ])('of kind status can give %s, whether it has accepted or not', async (_title, rule) => {
    const fault = { fault: 'status', on: 'xml-send', ...rule }
    await sandbox.faults([
      { ...fault, times: 1 },
      { ...fault, accepts: true, times: 1 },
    ])
    const expected = { status: rule.status, text: rule.body }
    expect(await sandbox.xml(document)).toMatchObject(expected)
    expect(await sandbox.stats()).toMatchObject({ accepted: 0, faulted: 1 })
    expect(await sandbox.xml(document)).toMatchObject(expected)
    expect(await sandbox.stats()).toMatchObject({ accepted: 2, faulted: 2 })
  })

  it('of kind truncated accepts, and gives the first part of the answer as if it were all', async () => {
    await sandbox.faults([{ fault: 'truncated', share: 0.75, on: 'xml-send' }])
    const answer = await sandbox.xml(document)
    expect(answer.status).toBe(200)
    expect(answer.headers['content-type']).toBe('text/xml; charset=utf-8')
    expect(answer.text).toMatch(/^<main><emkt trans="50.01" KEY="\w+"><return>[\da-f-]{5,35}$/)
    const [{ upstreamId }] = await sandbox.truth()
    expect(upstreamId.startsWith(answer.text.split('<return>')[1])).toBe(true)
  })

  it('of kind drop-midway accepts, and ends the connection in the middle of the answer', async () => {
    await sandbox.faults([{ fault: 'drop-midway', on: 'xml-send' }, { fault: 'drop-midway' }])
    await expect(sandbox.xml(document)).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
    await expect(sandbox.post(body())).rejects.toMatchObject({ code: 'UND_ERR_SOCKET' })
    expect(await sandbox.stats()).toMatchObject({ accepted: 3, faulted: 2 })
  })
})
