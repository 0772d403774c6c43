// Runs the one pinned pnpm with our arguments: `node scripts/pnpm.mjs <arguments>`.
// npm fetches it once and keeps it in its own cache; nothing is installed globally.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import process from 'node:process'

const PNPM = 'pnpm@10.34.9'

// `--yes`, because some machines configure npm to ask; the empty stdin keeps everything else from asking.
const child = spawn('npx', ['--yes', PNPM, ...process.argv.slice(2)], {
  stdio: ['ignore', 'inherit', 'inherit'],
  shell: process.platform === 'win32',
})

try {
  const [code] = await once(child, 'exit')
  process.exitCode = code ?? 1
} catch (error) {
  console.error(`npx cannot be run (${error.code}): it comes with npm, which Disparo needs besides Node.js.`)
  process.exitCode = 1
}
