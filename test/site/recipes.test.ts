import { execFile } from 'node:child_process'
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { readStackConfig } from '../stack/config.js'
import { programArgs } from '../stack/program-args.js'
import { repositoryRoot } from '../stack/repository.js'
import { type Stack, startStack } from '../stack/start-stack.js'

const run = promisify(execFile)
const { PATH } = readStackConfig()
const recipes = (await readdir(join(repositoryRoot, 'docs/recipes'))).map((name) => `recipes/${name}`)
const pages = ['start.md', 'campaigns.md', ...recipes.filter((name) => name !== 'recipes/index.md')]

const folders: string[] = []
let stack: Stack
beforeAll(async () => {
  stack = await startStack({
    account: { configId: 'minha-config-id' },
    env: { sandbox: { SANDBOX_CONFIG_IDS: 'minha-config-id' } },
  })
})
afterAll(async () => {
  await stack?.stop()
  await Promise.all(folders.map((folder) => rm(folder, { recursive: true, force: true })))
})

/** What the page has somebody type, from its top; the demo that it begins with is the stack. */
function commandsOf(text: string): string {
  const blocks = [...text.matchAll(/^ *```sh\n(.*?)^ *```$/gms)].map(([, block = '']) => block)
  return blocks.filter((block) => !block.includes('npm run')).join('\n')
}

it.concurrent.each(pages)('the commands of docs/%s work, one after the other', async (page: string) => {
  const text = await readFile(join(repositoryRoot, 'docs', page), 'utf8')
  const known = 'disparo() { node apps/cli/dist/main.js "$@"; }\n'
  const commands = `${known}${commandsOf(text)}`.replaceAll(
    'node apps/cli/dist/main.js',
    `node ${programArgs('apps/cli/dist/main.js').join(' ')}`,
  )
  const folder = await mkdtemp(join(tmpdir(), 'disparo-recipes-'))
  folders.push(folder)
  const { producer, account } = stack
  const env = {
    PATH,
    DISPARO_URL: producer.url,
    DISPARO_ACCOUNT: account,
    DISPARO_USER: producer.user,
    DISPARO_PASSWORD: producer.password,
  }
  const { stdout } = await run('sh', ['-euc', commands], { cwd: folder, env })
  expect(stdout.length).toBeGreaterThan(0)
})
