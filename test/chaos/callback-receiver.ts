import { createServer } from 'node:http'
import { listenOnLoopback } from '@disparo/hi-platform/test-support'
import { z } from 'zod'

/** What is told of a batch has no status. */
const Told = z.object({ data: z.object({ id: z.string(), status: z.string().optional() }) })

/** A receiver of callbacks, which remembers what it was told of messages, and under which `webhook-id`s. */
export interface CallbackReceiver {
  readonly port: number
  /** The ids under which this change was told: none, if it was not. */
  idsOf(change: { readonly id: string; readonly status: string }): ReadonlySet<string>
  close(): Promise<void>
}

export async function startCallbackReceiver(): Promise<CallbackReceiver> {
  const told = new Map<string, Set<string>>()
  const server = createServer(async (request, response) => {
    let body = ''
    for await (const chunk of request) body += chunk
    const { id, status } = Told.parse(JSON.parse(body)).data
    const ids = told.get(`${id} ${status}`) ?? new Set()
    if (status) told.set(`${id} ${status}`, ids.add(String(request.headers['webhook-id'])))
    response.writeHead(204).end()
  })
  const { port, close } = await listenOnLoopback(server)
  return {
    ...{ port, close },
    idsOf: ({ id, status }) => told.get(`${id} ${status}`) ?? new Set(),
  }
}
