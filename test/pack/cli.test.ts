import { access, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { beforeAll, expect, inject, it, onTestFinished } from 'vitest'
import { startChild } from '../stack/child.js'
import { freePort } from '../stack/free-port.js'
import { repositoryRoot } from '../stack/repository.js'
import { type FreshProject, freshProject } from './fresh-project.js'

let project: FreshProject
beforeAll(async () => {
  project = await freshProject({ ours: 'cliPackage', files: { 'package.json': '{ "private": true }' } })
  return project.remove
})
/** In the locale that programs have where nobody has chosen one. */
const npx = (args: readonly string[], env: Readonly<Record<string, string>> = {}) =>
  project.run('npx', ['--no', '--', 'disparo', ...args], { LC_ALL: 'C', ...env })

it('brings nothing with it, and says its version and its commands', async () => {
  await expect(access(join(project.folder, 'node_modules/bullmq'))).rejects.toThrow('ENOENT')
  const manifest = await readFile(join(repositoryRoot, 'package.json'), 'utf8')
  const { version } = JSON.parse(manifest) as { version: string }
  expect(await npx(['--version'])).toBe(`${version}\n`)
  expect(await npx(['--help'])).toMatch(/^Usage: disparo .*\n.* init .*\n/s)
})

it('writes files with which a producer starts, and sends through it', async () => {
  const account = `packed-${process.pid}`
  await writeFile(join(project.folder, 'hi-password'), 'pa$$word #1\n')
  const redis = `${inject('redisUrl')}/7`
  const written = await npx([
    ...['init', '--account', account, '--user', 'shop', '--config-id', 'c', '--hi-user', 'u', '--json'],
    ...['--hi-password-file', 'hi-password', '--redis-url', redis, '--no-upstream', '--no-doctor'],
  ])
  const { password, files } = JSON.parse(written)
  expect(files.toSorted()).toEqual(['.env', 'accounts.json', 'users.json'])

  const port = await freePort()
  const producer = await startChild({
    command: process.execPath,
    args: ['--env-file=.env', join(repositoryRoot, 'apps/producer/dist/main.js')],
    cwd: project.folder,
    env: { PORT: String(port) },
  })
  onTestFinished(async () => void (await producer.stop()))
  await new Promise<void>((resolve, reject) => {
    producer.onLine((line) => line.includes('app:listening') && resolve())
    void producer.exited.then(() => reject(new Error(producer.output())))
  })
  const env = {
    ...{ DISPARO_URL: `http://127.0.0.1:${port}`, DISPARO_USER: 'shop', DISPARO_PASSWORD: password },
    DISPARO_ACCOUNT: account,
  }
  const message = ['--to', '5511900000001', '--namespace', 'default', '--element-name', 'aviso']
  const { id } = JSON.parse(await npx(['send', ...message, '--key', 'order-4711', '--json'], env))
  expect(JSON.parse(await npx(['status', id, '--json'], env))).toMatchObject({ id, status: 'enqueued' })
})
