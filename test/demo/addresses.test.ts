import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { expect, it } from 'vitest'
import { addresses } from './addresses.js'

const run = promisify(execFile)

it('the lines to copy set what the command line and the library need, in any POSIX shell', async () => {
  const text = addresses(
    {
      account: 'stack-1',
      producer: { url: 'http://127.0.0.1:1', user: 'demo', password: 'password' },
      sandbox: { url: 'http://127.0.0.1:2', username: 'sandbox', password: 'password' },
      redis: { url: 'redis://:a%20b@127.0.0.1:3/0?family=4&name=$demo' },
    },
    'message-1',
  )
  expect(text).toContain('console   http://127.0.0.1:1/console/  (user demo, password password)\n')
  expect(text).toContain('node apps/cli/dist/main.js status message-1\n')
  const exports = text.split('\n').filter((line) => line.startsWith('  export '))
  const { stdout } = await run('sh', ['-c', [...exports, 'env'].join('\n')], { env: {} })
  const set = stdout.split('\n').filter((line) => /^(DISPARO|REDIS)_/.test(line))
  expect(set.sort()).toEqual([
    'DISPARO_ACCOUNT=stack-1',
    'DISPARO_PASSWORD=password',
    'DISPARO_URL=http://127.0.0.1:1',
    'DISPARO_USER=demo',
    'REDIS_URL=redis://:a%20b@127.0.0.1:3/0?family=4&name=$demo',
  ])
})
