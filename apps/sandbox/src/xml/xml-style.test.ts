import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.js'
import { basicXml, queryXml } from '../testing/xml-documents.js'

const document = basicXml('11987554321')

describe('the style of the XML answers', () => {
  let sandbox: TestSandbox
  afterEach(() => sandbox.stop())

  /** The answer's text with what is new each time left out. */
  async function answerTo(text: string) {
    const answer = await sandbox.xml(text)
    return answer.text
      .replaceAll(/KEY="[\da-f]{28}"/g, 'KEY=""')
      .replaceAll(/[\da-f]{8}(-[\da-f]{4}){3}-[\da-f]{12}/g, 'code')
  }

  it('can be in capitals, values aside', async () => {
    sandbox = await startSandbox({ xmlStyle: { case: 'upper' } })
    expect(await answerTo(document)).toBe(
      '<MAIN><EMKT TRANS="50.01" KEY=""><RETURN>code</RETURN></EMKT></MAIN>',
    )
    const [{ upstreamId }] = await sandbox.truth()
    expect(await answerTo(queryXml(upstreamId))).toBe(
      '<MAIN><EMKT TRANS="40.03" KEY=""><ITEM><TELEFONE>11987554321</TELEFONE><STATUS>Aceito</STATUS></ITEM></EMKT></MAIN>',
    )
    expect(await answerTo('<main/>')).toBe(
      '<MAIN><EMKT KEY=""><RETURN ID="02">XML inválido</RETURN></EMKT></MAIN>',
    )
  })

  it('can put another root before the answer, and an ID on a success', async () => {
    sandbox = await startSandbox()
    await sandbox.xmlStyle({ severalRoots: true, successId: true })
    expect(await answerTo(document)).toBe(
      '<akna><func trans="50.01" KEY=""><return ID="00"></return></func></akna>' +
        '<main><emkt trans="50.01" KEY=""><return ID="00">code</return></emkt></main>',
    )
  })

  it.each([
    [
      'main/func',
      'lower',
      '<main><func trans="50.02" KEY=""><return ID="06">Código não encontrado</return></func></main>',
    ],
    [
      'akna/emkt',
      'lower',
      '<akna><emkt trans="50.02" KEY=""><return ID="06">Código não encontrado</return></emkt></akna>',
    ],
    [
      'akna/func',
      'upper',
      '<AKNA><FUNC TRANS="50.02" KEY=""><RETURN ID="06">Código não encontrado</RETURN></FUNC></AKNA>',
    ],
  ])('can have errors in %s, %s case', async (errorPath, letters, expected) => {
    sandbox = await startSandbox()
    await sandbox.xmlStyle({ errorPath, case: letters })
    expect(await answerTo(queryXml('1'))).toBe(expected)
  })

  it('is, where nothing else is said, the configured one, and so again after a reset', async () => {
    sandbox = await startSandbox({ xmlStyle: { case: 'upper' } })
    const configured = { case: 'upper', severalRoots: false, successId: false, errorPath: 'main/emkt' }
    expect((await sandbox.xmlStyle({ successId: true })).json).toEqual({ ...configured, successId: true })
    expect((await sandbox.xmlStyle({})).json).toEqual(configured)
    await sandbox.xmlStyle({ case: 'lower' })
    await sandbox.reset()
    expect(await answerTo(document)).toMatch(/^<MAIN><EMKT/)
  })

  it.each([
    ['another case', { case: 'Upper' }, ['case']],
    ['a misspelt field', { roots: 2 }, ['body']],
    ['no object', [], ['body']],
  ])('refuses %s, and stays', async (_title, style, fields) => {
    sandbox = await startSandbox()
    await sandbox.xmlStyle({ case: 'upper' })
    expect(await sandbox.xmlStyle(style)).toMatchObject({ status: 400, json: { fields } })
    expect(await answerTo(document)).toMatch(/^<MAIN>/)
  })
})
