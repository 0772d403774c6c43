import { afterEach, describe, expect, it } from 'vitest'
import { startSandbox, type TestSandbox } from '../testing/start-sandbox.js'
import { basicXml, codeOf, queryXml } from '../testing/xml-documents.js'

const PHONE = '11987554321'

describe('POST integracao.php, 50.02', () => {
  let sandbox: TestSandbox
  afterEach(() => sandbox.stop())

  const statusesOf = async (code: string) => {
    const { text } = await sandbox.xml(queryXml(code))
    return [...text.matchAll(/<item><telefone>(\d+)<\/telefone><status>(\w+)<\/status><\/item>/g)].map(
      ([, phone, status]) => ({ phone, status }),
    )
  }

  it("answers an item for each contact in the seed's envelope, in order, a phone twice if it was twice there", async () => {
    sandbox = await startSandbox()
    await sandbox.xml(basicXml('1133334444'))
    const code = codeOf(await sandbox.xml(basicXml(PHONE, '1122223333', PHONE)))
    const { text } = await sandbox.xml(queryXml(` ${code} `))
    const item = (phone: string) => `<item><telefone>${phone}</telefone><status>Aceito</status></item>`
    expect(text.replace(/KEY="[\da-f]{28}"/, 'KEY=""')).toBe(
      `<main><emkt trans="40.03" KEY="">${item(PHONE)}${item('1122223333')}${item(PHONE)}</emkt></main>`,
    )
  })

  it('says of each contact what has become of it by now', async () => {
    sandbox = await startSandbox({ failureShare: 0.1 })
    const code = codeOf(
      await sandbox.xml(basicXml(...Array.from({ length: 200 }, (_, n) => String(1_100_000_000 + n)))),
    )
    const seen = new Set<unknown>()
    for (const later of [0, 500, 2_000, 20_000, 3_600_000, 86_400_000]) {
      sandbox.clock.ms += later
      const told = (await statusesOf(code)).map(({ phone, status }) => `55${phone} ${status}`)
      const truth = await sandbox.truth({ upstreamId: code })
      expect(told).toEqual(
        truth.map((message: Record<string, unknown>) => `${message.to} ${wordOf(message)}`),
      )
      for (const line of told) seen.add(line.split(' ')[1])
    }
    expect([...seen].sort()).toEqual(['Aceito', 'Entregue', 'Enviado', 'Falha', 'Lido'])
  })

  it('goes as fast as the time scale says', async () => {
    sandbox = await startSandbox({ timeScale: 1_000_000 })
    const code = codeOf(await sandbox.xml(basicXml(...Array(50).fill(PHONE))))
    sandbox.clock.ms += 22
    expect((await statusesOf(code)).map(({ status }) => status)).toContain('Lido')
  })

  it('answers a code it does not know with an error, the id of a REST message too', async () => {
    sandbox = await startSandbox()
    const { id } = (await sandbox.post({ to: `55${PHONE}`, namespace: 'a', elementName: 'b' })).json.data
    for (const code of [id, '', 'toString']) {
      const answer = await sandbox.xml(queryXml(code))
      expect(answer.text).toMatch(
        /<emkt trans="50.02" KEY="\w+"><return ID="06">Código não encontrado<\/return>/,
      )
    }
  })
})

/** The word for what the truth says, at the second it says it. */
function wordOf(message: Record<string, unknown>): string {
  if ('failedDate' in message) return 'Falha'
  if ('readDate' in message) return 'Lido'
  if ('receivedDate' in message) return 'Entregue'
  return 'sentDate' in message ? 'Enviado' : 'Aceito'
}
