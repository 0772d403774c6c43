import { execFile } from 'node:child_process'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { describe, expect, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'

const run = promisify(execFile)
const main = join(repositoryRoot, 'test/dist/chaos/main.js')

describe('chaos', () => {
  it('at every step of its way a message survives the death of its worker, once', async () => {
    const { stdout } = await run(process.execPath, [
      main,
      ...['--json', '--runs', '1', '--seed', '1', '--without-plain'],
    ])
    const none = { lost: 0, duplicates: 0, unresolved: 0 }
    const result = JSON.parse(stdout)
    expect(result).toMatchObject({ runs: 1, messages: 222, ...none })
    expect(Object.keys(result.byStep).length).toBe(20)
    for (const counts of Object.values(result.byStep)) expect(counts).toMatchObject(none)
    expect(result.resend).toMatchObject({ 'urgent-resend': { messages: 12, lost: 0, unresolved: 0 } })
  })

  it.each([
    ['an outage in five ways', 'outage', { messages: 3_000, seconds: 5 }],
    ['a Hi Platform that reads late what was given up', 'stalled', { messages: 600, seconds: 6 }],
    ['a full disk of Redis', 'full-disk', { messages: 400, seconds: 4 }],
  ] as const)('in %s nothing is lost or sent twice', async (_, trial, sizes) => {
    const { stdout } = await run(process.execPath, [
      main,
      ...['--json', '--only', trial, '--messages', `${sizes.messages}`, '--seconds', `${sizes.seconds}`],
    ])
    const { byStep, figures, ...result } = JSON.parse(stdout)
    expect(result).toMatchObject({ lost: 0, duplicates: 0, unresolved: 0 })
    expect(Object.keys(byStep)).toEqual([trial])
    expect(byStep[trial].messages).toBeGreaterThanOrEqual(sizes.messages)
    expect(figures.length).toBeGreaterThan(0)
  })

  it.each([
    ['--step', 'lunch'],
    ['--only', 'lunch'],
    ['--seconds', 'none'],
  ])('refuses %s %s, by exit code 2', async (option, value) => {
    await expect(run(process.execPath, [main, option, value])).rejects.toMatchObject({
      code: 2,
      stderr: expect.stringContaining(option),
    })
  })
})
