import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest'
import { readStackConfig } from '../stack/config.js'
import { findOnPath } from '../stack/find-redis-server.js'
import { repositoryRoot } from '../stack/repository.js'
import { type Stack, startStack } from '../stack/start-stack.js'
import { patience } from './patience.test.support.js'

const run = promisify(execFile)
const { PATH } = readStackConfig()
const guide = await readFile(join(repositoryRoot, 'docs', 'migrating.md'), 'utf8')
const remetente = '0bc8f181-3f84-41dc-90f2-a28dd5f90e73'

let stack: Stack
let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'disparo-migrating-'))
  stack = await startStack({
    account: { configId: 'minha-config-id', remetente },
    env: { sandbox: { SANDBOX_CONFIG_IDS: 'minha-config-id', SANDBOX_REMETENTES: remetente } },
  })
})
afterAll(async () => {
  await stack?.stop()
  await rm(folder, { recursive: true, force: true })
})

type Language = 'sh' | 'js' | 'php'

interface Example {
  readonly language: Language
  readonly heading: string
  readonly when: 'before' | 'after'
  readonly program: string
}

/** Every program of the guide, as it was and as it becomes. */
const examples: Example[] = [...guide.matchAll(/```diff (sh|js|php)\n(.*?)```/gs)].flatMap((found) => {
  const [, language, diff = ''] = found
  const heading =
    guide
      .slice(0, found.index)
      .match(/^##+ .*/gm)
      ?.at(-1) ?? ''
  const lines = diff.trimEnd().split('\n')
  const without = (sign: string) =>
    lines.filter((line) => !line.startsWith(sign)).map((line) => line.slice(1))
  return [
    { language: language as Language, heading, when: 'before', program: without('+').join('\n') },
    { language: language as Language, heading, when: 'after', program: without('-').join('\n') },
  ]
})

const commands: Readonly<Record<Language, (program: string) => [string, string[]]>> = {
  sh: (program) => ['sh', ['-euc', program]],
  js: (program) => [process.execPath, ['--input-type=module', '--eval', program]],
  php: (program) => ['php', ['-r', program.replace('<?php', '')]],
}

/** Before, the sandbox stands in for Hi Platform. */
async function tryOut({ language, when, program }: Example): Promise<string> {
  const { sandbox, producer } = stack
  const [file, args] = commands[language](
    program
      .replaceAll(/https:\/\/app\.(hiplatform\.com|akna\.com\.br)/g, sandbox.url)
      .replaceAll('https://disparo.loja.example', producer.url),
  )
  const [HI_USERNAME, HI_PASSWORD] =
    when === 'before' ? [sandbox.username, sandbox.password] : [producer.user, producer.password]
  return (await run(file, args, { env: { PATH, HI_USERNAME, HI_PASSWORD } })).stdout
}

const isTaken = /^\{"status":"OK","data":\{|<return>[0-9a-f-]{36}<\/return>|(<item>.*){2}/
const installed = new Set<Language>([
  'sh',
  'js',
  ...((await findOnPath('php', PATH)) ? ['php' as const] : []),
])

describe('every program of docs/migrating.md', () => {
  it('is there, for both interfaces in three languages', () => {
    expect(examples.map(({ language }) => language).filter((_, n) => n % 2 === 0)).toEqual([
      ...['sh', 'sh', 'js', 'php'],
      ...['sh', 'js', 'php'],
    ])
    for (const { when, program } of examples) {
      expect(program.includes('disparo.loja.example')).toBe(when === 'after')
      expect(/app\.(hiplatform|akna)\.com/.test(program)).toBe(when === 'before')
    }
  })

  it.for(examples)('works $when moving, in $language ($heading)', async (example, { skip }) => {
    skip(!installed.has(example.language), `${example.language} is not installed`)
    expect(await tryOut(example)).toMatch(isTaken)
  })

  it('has been sent by Disparo in the end, as before', async () => {
    const count = (elementName: string, all: readonly { elementName: string }[]) =>
      all.filter((message) => message.elementName === elementName).length
    const twice = ['compra_aprovada', 'aviso_entrega', 'alerta1', 'alerta1', 'alerta2']
    const php = installed.has('php') ? ['boleto_vencido', 'alerta3'] : []
    await vi.waitFor(async () => {
      const all = await stack.sandbox.allMessages()
      for (const elementName of ['compra_aprovada', 'aviso_entrega', 'alerta2', ...php]) {
        expect([elementName, count(elementName, all)]).toEqual([elementName, 2])
      }
      expect(all.length).toBe(2 * (twice.length + php.length))
    }, patience)
  })
})

it('the command of docs/migrating.md makes the entry of a user who may post XML', async () => {
  const [command = ''] = /(?<=```sh\n).*?(?=```)/s.exec(guide) ?? []
  const users = join(folder, 'users.json')
  const env = { PATH, HI_USERNAME: 'api@loja.example', HI_PASSWORD: 'senhaApi', DISPARO_USERS: users }
  await run('sh', ['-euc', command], { env, cwd: repositoryRoot })
  expect(JSON.parse(await readFile(users, 'utf8'))).toEqual([
    {
      name: 'api@loja.example',
      password: expect.stringMatching(/^\$scrypt\$/),
      xmlPassword: expect.stringMatching(/^\$scrypt\$/),
      roles: ['send', 'read'],
      accounts: ['loja'],
    },
  ])
})
