import { existsSync, readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { join } from 'node:path'
import { pathToFileURL } from 'node:url'
import { beforeAll, describe, expect, inject, it } from 'vitest'
import { z } from 'zod'
import { repositoryRoot } from '../stack/repository.js'
import { joinLibrary, packagesBeside } from './import-library.js'

const core = join(repositoryRoot, 'packages/core')

describe('the library as it is published', () => {
  let joined: Awaited<ReturnType<typeof joinLibrary>>
  beforeAll(async () => {
    joined = await joinLibrary()
  })
  const load = (path: string) => import(pathToFileURL(path).href)

  it('has the exports of the build, and one of each class', async () => {
    const [main, built, message, queue] = await Promise.all([
      load(joined.main),
      load(join(core, 'dist/index.js')),
      load(join(joined.internal, 'message.js')),
      load(join(joined.internal, 'queue.js')),
    ])
    expect(Object.keys(main).sort()).toEqual(Object.keys(built).sort())
    expect(message.InvalidMessageError).toBe(main.InvalidMessageError)
    expect(queue.SourceRow).toBe(main.SourceRow)
  })

  it('enqueues', async () => {
    const { connect, InvalidMessageError } = await load(joined.main)
    const disparo = connect({ redis: inject('redisUrl'), account: `joined-${process.pid}` })
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
    const text = readFileSync(join(joined.main, '../core.js'), 'utf8')
    const imported = [...text.matchAll(/^import .* from "([^"]+)"/gm)].map(([, name]) => name ?? '')
    expect(imported.filter((name) => !name.startsWith('node:'))).toEqual([])
    const licenses = readFileSync(join(joined.main, '../LICENSES.txt'), 'utf8')
    for (const name of ['zod', 'libphonenumber-js', 'uuid'])
      expect(licenses).toMatch(new RegExp(`^${name} \\d`, 'm'))
  })

  it('shares BullMQ and ioredis with the app', async () => {
    const require = createRequire(joined.main)
    expect(require('bullmq').Queue).toBe((await load(require.resolve('bullmq'))).Queue)
    expect(require('ioredis').Redis).toBe((await load(require.resolve('ioredis'))).Redis)
  })

  it('is found by what its package.json exports, types included', () => {
    const Exports = z.record(z.string(), z.object({ types: z.string(), default: z.string() }))
    const manifest = JSON.parse(readFileSync(join(core, 'package.json'), 'utf8'))
    const published = Exports.parse(manifest.publishConfig.exports)
    expect(Object.keys(published)).toEqual(Object.keys(manifest.exports))
    for (const paths of Object.values(published))
      for (const path of Object.values(paths))
        expect(existsSync(join(core, path.replace('*', 'message'))), path).toBe(true)
  })
})

it('installs few packages beside bullmq’s own', () => {
  const packages = packagesBeside(readFileSync(join(repositoryRoot, 'pnpm-lock.yaml'), 'utf8'))
  expect(packages.map((name) => name.replace(/@[^@]*$/, ''))).toContain('zod')
  expect(packages.join()).not.toContain('ioredis')
  expect(packages.length).toBeLessThanOrEqual(15)
})
