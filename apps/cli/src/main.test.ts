import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'

const entry = fileURLToPath(new URL('../dist/linked/main.js', import.meta.url))

test.each(['stdout', 'stderr'] as const)(
  'ends quietly, as by SIGPIPE, once nobody reads its %s',
  async (closed) => {
    // Without a command the help goes to the standard error.
    const child = spawn(process.execPath, [entry, ...(closed === 'stdout' ? ['--help'] : [])], {
      stdio: ['ignore', 'pipe', 'pipe'],
    })
    child[closed].destroy()
    let said = ''
    child[closed === 'stdout' ? 'stderr' : 'stdout'].on('data', (chunk: Buffer) => {
      said += chunk
    })
    const [code, signal] = await once(child, 'close')
    expect({ code, signal, said }).toEqual({ code: 141, signal: null, said: '' })
  },
)
