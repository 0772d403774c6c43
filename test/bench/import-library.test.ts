import { execFile } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { promisify } from 'node:util'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { repositoryRoot } from '../stack/repository.js'
import { makePackage, packagesBeside } from './import-library.js'

const core = join(repositoryRoot, 'packages/core')

describe('the library as it is published', () => {
  let made: Awaited<ReturnType<typeof makePackage>>
  beforeAll(async () => {
    made = await makePackage()
  })
  /** By Node.js itself, which tests else do not. */
  const load = (path: string) => createRequire(path)(path)
  const file = (name: string) => join(made.folder, name)

  it('has the exports of the build, and is one instance however it is loaded', async () => {
    const require = createRequire(file('package.json'))
    for (const [entry, build] of Object.entries({ index: 'index.js', testing: 'testing/index.js' })) {
      const esm = load(file(`${entry}.mjs`))
      expect(Object.keys(esm).sort()).toEqual(await exportsOf(join(core, 'dist', build)))
      expect({ ...require(`./${entry}.js`) }).toEqual({ ...esm })
    }
    const { fakeDisparo } = load(file('testing.mjs'))
    const { ClosedError } = require('./index.js')
    const fake = fakeDisparo()
    await fake.close()
    await expect(fake.ping()).rejects.toBeInstanceOf(ClosedError)
  })

  it('enqueues', async () => {
    const { connect, InvalidMessageError } = load(made.main)
    const account = `joined-${process.pid}`
    const disparo = connect({ redis: inject('redisUrl'), account, allowNewAccount: true })
    try {
      const template = { namespace: 'default', elementName: 'compra' }
      const { id } = await disparo.send({ to: '+5511987654321', template, body: ['1'] })
      expect(await disparo.status(id)).toMatchObject({ status: 'enqueued' })
      await expect(disparo.send({ to: '12', template })).rejects.toBeInstanceOf(InvalidMessageError)
    } finally {
      await disparo.close()
    }
  })

  it('opens but few files, and brings the licenses of what is in them', () => {
    const text = readFileSync(file('core.js'), 'utf8')
    const required = [...text.matchAll(/\brequire\("([^"]+)"\)/g)].map(([, name]) => name ?? '')
    expect([...new Set(required.filter((name) => !name.startsWith('node:')))].sort()).toEqual([
      'bullmq',
      'ioredis',
    ])
    const licenses = readFileSync(file('LICENSES.txt'), 'utf8')
    for (const name of ['zod', 'libphonenumber-js', 'uuid'])
      expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm'))
  })

  it('has every file that its package.json names', () => {
    const manifest = JSON.parse(readFileSync(file('package.json'), 'utf8'))
    const paths = JSON.stringify([manifest.exports, manifest.main, manifest.types]).match(/\.\/[^"]+/g) ?? []
    expect(paths.filter((path) => !['./testing'].includes(path) && !existsSync(file(path)))).toEqual([])
    expect(paths.length).toBeGreaterThan(10)
  })
})

it('installs few packages beside bullmq’s own', () => {
  const packages = packagesBeside(readFileSync(join(repositoryRoot, 'pnpm-lock.yaml'), 'utf8'))
  expect(packages.map((name) => name.replace(/@[^@]*$/, ''))).toContain('zod')
  expect(packages.join()).not.toContain('ioredis')
  expect(packages.length).toBeLessThanOrEqual(15)
})

/** In a process of its own, for the build is hundreds of files. */
async function exportsOf(path: string): Promise<string[]> {
  const program = `console.log(JSON.stringify(Object.keys(await import(${JSON.stringify(pathToFileURL(path).href)}))))`
  const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '--eval', program])
  return JSON.parse(stdout).sort()
}
