import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { join } from 'node:path'
import { environmentWith } from '../stack/config.js'
import { repositoryRoot } from '../stack/repository.js'
import type { ImageVariables } from './choose-images.js'

/** Runs the tests of `npm test` with a Redis in a container, or not at all. @returns whether they passed */
export async function runTests(images: ImageVariables, signal: AbortSignal): Promise<boolean> {
  const vitest = join('node_modules', 'vitest', 'vitest.mjs')
  const child = spawn(process.execPath, [vitest, 'run', '--project', 'unit', '--project', 'e2e'], {
    cwd: repositoryRoot,
    env: environmentWith({ ...images, REDIS_URL: '', TEST_REDIS: 'container' }),
    // What they print belongs to those who watch; stdout may be for the result alone.
    stdio: ['ignore', process.stderr, process.stderr],
    signal,
  })
  const [code] = (await once(child, 'close')) as [number | null]
  return code === 0
}
