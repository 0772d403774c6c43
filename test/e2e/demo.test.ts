import { execFile, spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { text } from 'node:stream/consumers'
import { promisify } from 'node:util'
import { request } from 'undici'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const main = join(repositoryRoot, 'test/dist/demo/main.js')

/** All of it, and by the XML interface: demo.chaos.test.ts. */
describe.concurrent('the demo', () => {
  it('sends a campaign once and within the limit, and keeps everything running until Ctrl-C', async (test) => {
    const args = [main, '--json', '--keep', '--rows', '120']
    const demo = spawn(process.execPath, args, { stdio: ['ignore', 'pipe', 'pipe'] })
    test.onTestFinished(() => void demo.kill('SIGKILL'))
    const told = text(demo.stderr)
    const exited = once(demo, 'exit')
    const [line] = await once(createInterface(demo.stdout), 'line')
    expect(JSON.parse(line)).toMatchObject({
      messages: 140,
      accepted: 137,
      suppressed: 3,
      rejected: 0,
      failed: 0,
      duplicates: 0,
      upstream429: 0,
      maxInWindow: expect.toSatisfy((most: number) => most > 0 && most <= 500),
      sent: 137,
      statusMismatches: 0,
      report429: 0,
    })

    demo.kill('SIGINT')
    expect(await exited).toEqual([0, null])
    const producer = /producer {2}(\S+)/.exec(await told)?.[1]
    expect(producer).toMatch(/^http:/)
    await expect(request(`${producer}/healthz`)).rejects.toMatchObject({ code: 'ECONNREFUSED' })
  })

  it("sends a part of it by Hi Platform's REST interface, which tells the truth of every message", async () => {
    const { stdout } = await run(process.execPath, [main, '--json', '--via', 'rest', '--rows', '60'])
    expect(JSON.parse(stdout)).toMatchObject({
      messages: 80,
      accepted: 77,
      suppressed: 3,
      rejected: 0,
      failed: 0,
      duplicates: 0,
      upstream429: 0,
      sent: 77,
      statusMismatches: 0,
      report429: 0,
    })
  })

  it('explains itself', async () => {
    const { stdout } = await run(process.execPath, [main, '--help'])
    expect(stdout).toMatch(/--via.*--keep.*--json/s)
  })

  it('refuses an option it does not know, by exit code 2', async () => {
    await expect(run(process.execPath, [main, '--jsno'])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('--jsno'),
    })
  })
})
