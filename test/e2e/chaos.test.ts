import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const main = join(repositoryRoot, 'test/dist/chaos/main.js')

describe('chaos', () => {
  it('at every step of its way a message survives the death of its worker, once', {
    timeout: 180_000,
  }, async () => {
    const { stdout } = await run(process.execPath, [
      main,
      ...['--json', '--runs', '1', '--seed', '1', '--without-plain'],
    ])
    const none = { lost: 0, duplicates: 0, unresolved: 0 }
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ runs: 1, messages: 198, ...none })
    expect(Object.keys(result.byStep).length).toBe(17)
    for (const counts of Object.values(result.byStep)) expect(counts).toMatchObject(none)
    expect(result.resend).toMatchObject({ 'urgent-resend': { messages: 12, lost: 0, unresolved: 0 } })
  })

  it('refuses a step it does not know, by exit code 2', async () => {
    await expect(run(process.execPath, [main, '--step', 'lunch'])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining('lunch'),
    })
  })
})
