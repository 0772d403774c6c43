import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import { versionOf } from './version-of.js'

test('the version is that of the nearest package.json, however deep the build has put its files', async () => {
  const root = await mkdtemp(join(tmpdir(), 'version-test-'))
  onTestFinished(() => rm(root, { recursive: true }))
  const folder = join(root, 'app', 'dist', 'somewhere', 'else')
  await mkdir(folder, { recursive: true })
  await writeFile(join(root, 'package.json'), '{"version": "9.9.9"}')
  await writeFile(join(root, 'app', 'package.json'), '{"version": "1.2.3"}')
  expect(versionOf(folder)).toBe('1.2.3')
  expect(versionOf(join(root, 'app'))).toBe('1.2.3')
})
