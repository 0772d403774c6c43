import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { repositoryRoot } from '../stack/repository.js'

/** Packs the library, once for all tests, as npm would publish it: `inject('libraryPackage')` is the path of the file. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-package-'))
  const script = join(repositoryRoot, 'packages/core/make-package.mjs')
  const { stdout } = await promisify(execFile)(process.execPath, [script, '--pack', folder])
  project.provide('libraryPackage', stdout.trim())
  return () => rm(folder, { recursive: true, force: true })
}
