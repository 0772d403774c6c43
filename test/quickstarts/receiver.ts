import { type Child, startChild } from '../stack/child.js'
import { repositoryRoot } from '../stack/repository.js'

/** What the page of curl has no program for: a receiver that checks as the library does. */
const program = `
import { createServer } from 'node:http'
import { buffer } from 'node:stream/consumers'
import { verifyCallback } from './packages/core/dist/index.js'
createServer(async (request, response) => {
  const body = await buffer(request)
  try {
    const event = verifyCallback({ headers: request.headers, body, secret: process.env.CALLBACK_SECRET })
    console.log(event.type, event.data.id)
    response.writeHead(204).end()
  } catch {
    response.writeHead(400).end()
  }
}).listen(Number(process.env.PORT), '127.0.0.1')
`

export function startReceiver(env: Readonly<Record<string, string>>): Promise<Child> {
  const args = ['--input-type=module', '--eval', program]
  return startChild({ command: process.execPath, args, cwd: repositoryRoot, env })
}
