import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, it } from 'vitest'
import { omission } from '../contract/clause.js'
import { clauses } from '../contract/clauses.js'
import { openSession } from '../contract/open-session.js'
import type { Session } from '../contract/service.js'
import { type StandIn, startDropInService, startSandboxService } from '../contract/start-stand-ins.js'
import { repositoryRoot } from '../stack/repository.js'
import { sandboxClient } from '../stack/sandbox-client.js'

const main = join(repositoryRoot, 'test/dist/contract/main.js')

describe.each([
  ['the sandbox', startSandboxService],
  ['the drop-in', startDropInService],
])('%s', (_name, start) => {
  let standIn: StandIn
  let session: Session
  beforeAll(async () => {
    standIn = await start()
    session = openSession(standIn.service)
  })
  afterAll(() => standIn?.stop())

  it.for(clauses)('by $interface it $says', async (clause, { expect }) => {
    expect(omission(clause, session.service)).toBeUndefined()
    expect(await clause.check(session)).toBeUndefined()
  })
})

describe('npm run contract', () => {
  const run = (args: readonly string[], env: Readonly<Record<string, string>>) =>
    promisify(execFile)(process.execPath, [main, ...args], { env })
  const settings = ({ service: { rest, xml } }: StandIn) => ({
    CONTRACT_BASE_URL: rest?.baseUrl ?? '',
    CONTRACT_USERNAME: rest?.username ?? '',
    CONTRACT_PASSWORD: rest?.password ?? '',
    CONTRACT_CONFIG_ID: rest?.configId ?? '',
    CONTRACT_XML_URL: xml?.url ?? '',
  })
  const send = {
    CONTRACT_SEND: '1',
    CONTRACT_RECIPIENT: '5511900000099',
    CONTRACT_NAMESPACE: 'contract',
    CONTRACT_ELEMENT_NAME: 'aviso',
  }

  it('reads only, and sends one message by each interface when told to', async ({
    expect,
    onTestFinished,
  }) => {
    const standIn = await startSandboxService()
    onTestFinished(() => standIn.stop().then(() => undefined))
    const { rest = { baseUrl: '', username: '', password: '' } } = standIn.service
    const sandbox = sandboxClient({ url: rest.baseUrl, ...rest })
    const env = settings(standIn)

    const plan = await run(['--plan'], { ...env, ...send })
    expect(plan.stdout).toContain('Sends contract/aviso')
    const silent = await run([], env)
    expect(silent.stdout).toMatch(/ 0 fail, 3 open /)
    // What is no XML, and a form without a document.
    const stats = await sandbox.stats()
    expect(stats).toMatchObject({ accepted: 0, rejected: 2, xmlSendRequests: 2 })
    expect(stats.reportRequests).toBeLessThanOrEqual(30)

    const now = Math.floor(Date.now() / 1_000)
    const dates = { CONTRACT_START_DATE: `${now - 60}`, CONTRACT_END_DATE: `${now + 3_600}` }
    const sent = await run([], { ...env, ...send, ...dates })
    expect(sent.stdout).toMatch(/ 0 fail, 0 open /)
    expect((await sandbox.allMessages()).map(({ to }) => to)).toEqual(['5511900000099', '5511900000099'])
    for (const { stdout } of [plan, silent, sent]) {
      expect(stdout).not.toContain('5511900000099')
      expect(stdout).not.toContain(rest.password)
    }
  })

  it('fails by exit code 1 where a clause does not hold, and by 2 where it does not know what to ask', async ({
    expect,
    onTestFinished,
  }) => {
    const standIn = await startSandboxService()
    onTestFinished(() => standIn.stop().then(() => undefined))
    const wrong = { ...settings(standIn), CONTRACT_PASSWORD: 'another' }
    await expect(run([], wrong)).rejects.toMatchObject({
      code: 1,
      stdout: expect.stringContaining('FAILS'),
    })
    await expect(run([], {})).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('CONTRACT_BASE_URL or CONTRACT_XML_URL must be set'),
    })
    await expect(run(['--sned'], {})).rejects.toMatchObject({ code: 2 })
    expect((await run(['--help'], {})).stdout).toContain('CONTRACT_RECIPIENT')
  })
})
