import { execFile } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import type { TestProject } from 'vitest/node'
import { repositoryRoot } from '../stack/repository.js'

/** Packs what is published, once for all tests, as npm would publish it: `inject('libraryPackage')` is the path of a file. */
export default async function globalSetup(project: TestProject): Promise<() => Promise<void>> {
  const folder = await mkdtemp(join(tmpdir(), 'disparo-package-'))
  project.provide('libraryPackage', await pack('packages/core/make-package.mjs', folder))
  project.provide('cliPackage', await pack('apps/cli/make-package.mjs', folder))
  return () => rm(folder, { recursive: true, force: true })
}

async function pack(script: string, folder: string): Promise<string> {
  const args = [join(repositoryRoot, script), '--pack', folder]
  const { stdout } = await promisify(execFile)(process.execPath, args)
  return stdout.trim()
}
