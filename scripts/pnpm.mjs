// Runs the one pinned pnpm with our arguments: `node scripts/pnpm.mjs <arguments>`. Nothing is installed globally.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import process from 'node:process'
import { fileURLToPath } from 'node:url'
import { fetchPnpm, readPin } from './pinned-pnpm.mjs'

const here = dirname(fileURLToPath(import.meta.url))

try {
  const { packageManager } = JSON.parse(readFileSync(join(here, '..', 'package.json'), 'utf8'))
  const pnpm = await fetchPnpm(readPin(packageManager), join(here, '.pnpm'))
  // The empty stdin keeps it from asking.
  const child = spawn(process.execPath, [pnpm, ...process.argv.slice(2)], {
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
} catch (error) {
  const missing = 'npm cannot be run: it comes with Node.js, and Disparo needs it.'
  console.error(error.code === 'ENOENT' ? missing : error.message)
  process.exitCode = 1
}
