import swagger from '@fastify/swagger'
import swaggerUi from '@fastify/swagger-ui'
import type { FastifyInstance } from 'fastify'
import { jsonSchemaTransform, jsonSchemaTransformObject } from 'fastify-type-provider-zod'
import { batchBody, inputSchemas, messageExamples } from './examples.js'
import { otherPaths } from './other-paths.js'
import { tidyDocument } from './tidy-document.js'

const description = `Sends WhatsApp templates through Hi Platform: enqueue here, and workers send within the limit.

Everything under /v1 needs a user and password; this documentation and the health routes are open.
Errors are problem+json (RFC 9457). Repeat after any failure with the same Idempotency-Key: nothing is sent twice.`

// Nothing from elsewhere; styles are set by script in the page, so they cannot be named beforehand.
const contentSecurityPolicy =
  "default-src 'self'; img-src 'self' data:; style-src 'self' 'unsafe-inline'; object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'"

/** OpenAPI made from the routes' zod schemas, at `/docs` (to read) and `/docs/json`. Register it before the routes. */
export async function documentRoutes(app: FastifyInstance): Promise<void> {
  await app.register(swagger, {
    openapi: {
      openapi: '3.1.0',
      info: { title: 'Disparo', version: '1', description, license: { name: 'MIT', identifier: 'MIT' } },
      servers: [{ url: '/', description: 'This producer' }],
      tags: [
        { name: 'messages', description: 'One template for one recipient' },
        { name: 'batches', description: 'Messages enqueued together' },
        { name: 'callbacks', description: 'Status changes, POSTed to an address of yours' },
        { name: 'gate', description: 'Whether an account may send now, and how much' },
        { name: 'templates', description: 'What messages are checked against' },
        { name: 'suppressions', description: 'Whom not to message, and why' },
        { name: 'report', description: 'What Hi Platform tells of messages that were sent' },
        { name: 'session', description: 'How a browser logs in' },
        { name: 'keys', description: 'What programs show in place of a user and password' },
        { name: 'drop-in', description: 'Hi Platform’s own interfaces: a program changes only the address' },
        { name: 'webhook', description: 'What Hi Broker pushes' },
        { name: 'health', description: 'For load balancers and orchestrators' },
      ],
      components: {
        securitySchemes: {
          basic: { type: 'http', scheme: 'basic' },
          key: { type: 'http', scheme: 'bearer', bearerFormat: 'disparo_…' },
          metricsToken: { type: 'http', scheme: 'bearer' },
        },
      },
      security: [{ basic: [] }, { key: [] }],
    },
    transform: jsonSchemaTransform,
    transformObject: (document) => {
      const openapi = jsonSchemaTransformObject(document) as OpenApi
      const { paths } = openapi
      const send = paths['/v1/accounts/{account}/messages']?.post?.requestBody?.content['application/json']
      if (send) {
        send.schema = { $ref: '#/components/schemas/NewMessage' }
        send.examples = messageExamples
      }
      const batch = paths['/v1/accounts/{account}/batches']?.post
      if (batch) batch.requestBody = batchBody
      Object.assign(paths, otherPaths)
      const schemas = { ...openapi.components.schemas, ...inputSchemas }
      openapi.components.schemas = namedIn(paths, schemas)
      return tidyDocument(openapi) as ReturnType<typeof jsonSchemaTransformObject>
    },
  })
  await app.register(swaggerUi, {
    routePrefix: '/docs',
    staticCSP: contentSecurityPolicy,
    theme: { title: 'Disparo' },
  })
}

/** Each schema is made as input and as output; these are the ones that something refers to. */
function namedIn(part: unknown, schemas: OpenApi['components']['schemas']): OpenApi['components']['schemas'] {
  const named = new Set<string>()
  const visit = (text: string) => {
    for (const [, name = ''] of text.matchAll(/"#\/components\/schemas\/(\w+)"/g)) {
      if (named.has(name)) continue
      named.add(name)
      visit(JSON.stringify(schemas[name]))
    }
  }
  visit(JSON.stringify(part))
  return Object.fromEntries(Object.entries(schemas).filter(([name]) => named.has(name)))
}

interface RequestBody {
  readonly required?: boolean
  readonly content: Record<string, { schema?: unknown; examples?: unknown }>
}

interface OpenApi {
  readonly components: { schemas: Record<string, object> }
  readonly paths: Record<string, { post?: { requestBody?: RequestBody } }>
}
