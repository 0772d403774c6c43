import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { environmentWith } from '../stack/config.js'
import { repositoryRoot } from '../stack/repository.js'
import type { ImageVariables } from './choose-images.js'

/** Runs all tests with a Redis in a container, or not at all. @returns whether they passed */
export async function runTests(images: ImageVariables, signal: AbortSignal): Promise<boolean> {
  const child = spawn(process.execPath, [join('node_modules', 'vitest', 'vitest.mjs'), 'run'], {
    cwd: repositoryRoot,
    env: environmentWith({ ...images, REDIS_URL: '', TEST_REDIS: 'container' }),
    // What they print belongs to those who watch; stdout may be for the result alone.
    stdio: ['ignore', process.stderr, process.stderr],
    signal,
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0
}
