import { PassThrough, Readable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { type LayoutStep, layoutSteps } from '@disparo/core/internal/layout'
import { layoutKey, openRedis } from '@disparo/core/internal/redis'
import { Command } from 'commander'
import { afterAll, beforeEach, expect, inject, test } from 'vitest'
import { checkLayout } from './doctor/check-layout.js'
import { addMigrateCommand } from './migrate.js'
import { runCommand } from './run.js'
import { programSpeech, wordsOf } from './words/index.js'

/** A deployment that is this file's alone. */
const url = `${inject('redisUrl')}/3`
const redis = openRedis(url, 'worker')
const mark = () => redis.get(layoutKey)
beforeEach(async () => {
  await redis.flushdb()
})
afterAll(() => redis.disconnect())

async function run(args: readonly string[], steps?: readonly LayoutStep[], LANG = 'C') {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = { env: { REDIS_URL: url, LANG }, stdin: Readable.from([]), stdout, stderr }
  const codes: number[] = []
  if (steps === undefined) codes.push(await runCommand(['migrate', ...args], terminal))
  else {
    const program = new Command()
    addMigrateCommand(program, terminal, (code) => codes.push(code), steps)
    await program.parseAsync(['migrate', ...args], { from: 'user' })
  }
  stdout.end()
  stderr.end()
  return { code: codes[0], out: await text(stdout), err: await text(stderr) }
}

test('what 0.1.0 left is noted as read; a dry run says so and changes nothing', async () => {
  const dry = await run(['--dry-run', '--json'])
  expect(JSON.parse(dry.out)).toEqual({ from: 1, to: 2, dryRun: true, steps: [expect.any(String)] })
  expect([dry.code, await mark()]).toEqual([0, null])

  expect((await run([])).out).toMatch(
    /^Redis had layout 1 \(of version 0\.1\.0\); .*\n {2}to 2: .*\nDone\.\n$/,
  )
  expect(await mark()).toBe('2')
  expect((await run([])).out).toContain('Nothing is to be done.')
})

test('a newer layout is left alone, and told in one line', async () => {
  await redis.set(layoutKey, '3')
  const { code, out, err } = await run([])
  expect([code, out]).toEqual([1, ''])
  expect(err).toMatch(/^Redis has layout 3, .* Upgrade this program\.\n$/)
})

test('a long step shows how far it is', async () => {
  const step: LayoutStep = {
    ...{ to: 3, does: 'rewrites all', byCommand: true },
    run: async (_redis, tell) => {
      for (const done of [10, 20, 30]) tell(done, 30)
    },
  }
  const { out, err } = await run([], [{ to: 2, does: 'nothing' }, step])
  expect(err).toMatch(/^To layout 3 10 of 30\nTo layout 3 20 of 30\nTo layout 3 30 of 30\n$/)
  expect([out.includes('to 3: rewrites all'), await mark()]).toEqual([true, '3'])
})

test('under LANG=pt_BR.UTF-8 all is told in Portuguese, each step too, and --json is the same', async () => {
  const portuguese = 'pt_BR.UTF-8'
  const dry = ['--dry-run', '--json']
  expect(await run(dry, undefined, portuguese)).toEqual(await run(dry))
  expect((await run([], undefined, portuguese)).out).toMatch(
    /^O Redis tinha layout 1 \(da versão 0\.1\.0\); .*\n {2}para 2: anota .*\nFeito\.\n$/,
  )
  expect((await run([], undefined, portuguese)).out).toContain('Não há nada a fazer.')
  await redis.set(layoutKey, '3')
  const { code, err } = await run([], undefined, portuguese)
  expect([code, err]).toEqual([
    1,
    expect.stringMatching(/^O Redis tem layout 3, .* Atualize este programa\.\n$/),
  ])
  const { migrate } = wordsOf({ LANG: portuguese })
  for (const { to, does } of layoutSteps) expect(migrate.does(to, does)).not.toBe(does)
})

test('without REDIS_URL it says what is missing', async () => {
  const [stdout, stderr] = [new PassThrough(), new PassThrough()]
  const terminal = { env: {}, stdin: Readable.from([]), stdout, stderr }
  expect(await runCommand(['migrate'], terminal)).toBe(2)
  stderr.end()
  expect(await text(stderr)).toContain('REDIS_URL')
})

test('the doctor tells which layout there is', async () => {
  const look = async () => (await checkLayout(redis, programSpeech.words))[0]
  expect(await look()).toMatchObject({ level: 'ok', found: expect.stringContaining('of version 0.1.0') })
  expect(await mark()).toBeNull()
  await redis.set(layoutKey, '2')
  expect(await look()).toMatchObject({ level: 'ok', found: 'layout 2 (of version 0.2.0)' })
  await redis.set(layoutKey, '3')
  expect(await look()).toMatchObject({ level: 'fail', change: expect.stringContaining('Upgrade') })
})
