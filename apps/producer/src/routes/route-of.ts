import {
  NoQuery,
  type Operation,
  type OperationId,
  type Operations,
  operations,
  Problem,
  problemsOf,
  problemType,
  type Role,
  statusOf,
  typeOf,
} from '@disparo/api'

/** The schema of an operation, under Fastify's names for its parts. */
type SchemaOf<Of extends Operation> = Pick<Of, Extract<keyof Of, 'params' | 'headers' | 'body'>> &
  (Of extends { readonly query: infer Query } ? { readonly querystring: Query } : unknown) & {
    readonly response: Of['responses'] & (Of extends { readonly otherwise: infer Others } ? Others : unknown)
  }

interface RouteOf<Of extends Operation> {
  readonly method: Of['method']
  readonly url: string
  readonly config: { readonly role?: Role; readonly orRole?: Role }
  readonly schema: SchemaOf<Of>
}

/** The route of an operation, without its handler: `app.route({ ...routeOf('getBatch'), handler })`. */
export function routeOf<Id extends OperationId>(id: Id): RouteOf<Operations[Id]> {
  const { method, path, role, orRole, tag, summary, description, ...operation }: Operation = operations[id]
  const { params, query, headers, body, responses, otherwise } = operation
  // What asks nobody who they are may be called with anything in its address, as probes and others' webhooks are.
  const querystring = query ?? (role === undefined ? undefined : NoQuery)
  const parts = { params, querystring, headers, body, description }
  const route = {
    method,
    url: path,
    config: { ...(role && { role }), ...(orRole && { orRole }) },
    schema: {
      operationId: id,
      tags: [tag],
      summary,
      ...Object.fromEntries(Object.entries(parts).filter(([, part]) => part !== undefined)),
      ...(role === undefined ? { security: [] } : {}),
      response: { ...responses, ...otherwise, ...problemResponses(operations[id]) },
    },
  }
  return route as unknown as RouteOf<Operations[Id]>
}

/** The problems of an operation by status, as OpenAPI shows them. */
function problemResponses(operation: Operation) {
  const kinds = problemsOf(operation)
  return Object.fromEntries(
    [...new Set(kinds.map(statusOf))].map((status) => {
      const same = kinds.filter((kind) => statusOf(kind) === status)
      const description = same.map(typeOf).join(', ')
      return [status, { description, content: { [problemType]: { schema: Problem } } }]
    }),
  )
}
