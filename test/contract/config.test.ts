import { describe, expect, it } from 'vitest'
import { readService } from './config.js'

const rest = {
  CONTRACT_BASE_URL: 'https://app.hiplatform.com',
  CONTRACT_USERNAME: 'usuarioApi',
  CONTRACT_PASSWORD: 'senhaApi',
}
const xml = { CONTRACT_XML_URL: 'https://app.akna.com.br/emkt/int/integracao.php' }
const send = {
  CONTRACT_SEND: '1',
  CONTRACT_RECIPIENT: '5511900000001',
  CONTRACT_NAMESPACE: 'default',
  CONTRACT_ELEMENT_NAME: 'aviso',
  CONTRACT_CONFIG_ID: 'minha-config',
}

describe('readService', () => {
  it('has nobody to send to unless it is told to send, whatever else is set', () => {
    const { CONTRACT_SEND: _, ...silent } = send
    expect(readService({ ...rest, ...silent }).recipients).toEqual([])
    expect(readService({ ...rest, ...silent, CONTRACT_SEND: '' }).recipients).toEqual([])
    expect(readService({ ...rest, ...send }).recipients).toEqual(['5511900000001'])
  })

  it('has an interface where there is an address of it', () => {
    expect(readService(rest)).toMatchObject({ rest: { baseUrl: rest.CONTRACT_BASE_URL } })
    expect(readService(rest).xml).toBeUndefined()
    const both = readService({ ...rest, ...xml, ...send })
    expect(both.xml).toEqual({
      url: xml.CONTRACT_XML_URL,
      user: 'usuarioApi',
      password: 'senhaApi',
      client: undefined,
      remetente: 'minha-config',
    })
    const own = { CONTRACT_XML_USER: 'api@loja.example', CONTRACT_XML_PASSWORD: 'outra' }
    expect(readService({ ...xml, ...own }).rest).toBeUndefined()
  })

  it.each([
    [{}, 'CONTRACT_BASE_URL or CONTRACT_XML_URL must be set'],
    [{ ...rest, CONTRACT_PASSWORD: '' }, 'CONTRACT_PASSWORD must be set'],
    [xml, 'CONTRACT_XML_USER or CONTRACT_USERNAME, CONTRACT_XML_PASSWORD or CONTRACT_PASSWORD must be set'],
    [{ ...rest, ...send, CONTRACT_RECIPIENT: '' }, 'CONTRACT_RECIPIENT must be set'],
    [{ ...rest, ...send, CONTRACT_CONFIG_ID: '' }, 'CONTRACT_CONFIG_ID must be set'],
    [{ ...rest, CONTRACT_START_DATE: '1' }, 'CONTRACT_END_DATE must be set'],
    [{ ...rest, CONTRACT_SEND: 'yes' }, 'CONTRACT_SEND must be 1, or not set'],
  ])('says which variable is missing or wrong: %j', (env, message) => {
    expect(() => readService(env)).toThrow(message)
  })

  it('names no value that is wrong', () => {
    const wrong = { ...rest, ...send, CONTRACT_RECIPIENT: '+55 11 90000-0001' }
    expect(() => readService(wrong)).toThrow(/CONTRACT_RECIPIENT must be/)
    expect(() => readService(wrong)).not.toThrow(/90000/)
  })
})
