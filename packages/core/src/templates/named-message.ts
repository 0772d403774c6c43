import { closestName, type FieldProblem } from '../message/index.js'
import type { TemplateDefinition, TemplateDefinitions } from './define-templates.js'

/** A message whose template was told by the name that it is defined by, in the form that is enqueued. */
export type ReadNamed =
  | { readonly message: unknown; readonly pathOf: (path: string) => string }
  | { readonly problems: readonly FieldProblem[] }

const asWritten = (path: string) => path
const ofBody = /^body\[(\d+)\]/

/** Puts the variables of a named template into their order; a message of another form stays as it is. */
export function readNamed(definitions: TemplateDefinitions, given: unknown): ReadNamed {
  if (!isNamed(given)) return { message: given, pathOf: asWritten }
  const { template: name, body, ...others } = given
  if (!Object.hasOwn(definitions, name)) return { problems: [unknownTemplate(name, definitions)] }
  const definition = definitions[name] as TemplateDefinition
  const { namespace = 'default', elementName = name, category, body: variables = [] } = definition
  const problems = [...placeProblems(definition, others), ...bodyProblems(variables, body)]
  if (problems.length > 0) return { problems }
  const texts = variables.map((variable) => (body as Record<string, unknown>)[variable])
  return {
    message: {
      ...others,
      ...(category !== undefined && { category }),
      template: { namespace, elementName },
      ...(variables.length > 0 && { body: texts }),
    },
    pathOf: (path) => path.replace(ofBody, (_, position) => `body.${variables[Number(position)]}`),
  }
}

interface Named extends Readonly<Record<string, unknown>> {
  readonly template: string
}

function isNamed(given: unknown): given is Named {
  return (
    typeof given === 'object' && given !== null && 'template' in given && typeof given.template === 'string'
  )
}

function unknownTemplate(name: string, definitions: TemplateDefinitions): FieldProblem {
  const closest = closestName(name, Object.keys(definitions))
  const hint = closest === undefined ? '' : `: "${closest}" is the closest one`
  return { path: 'template', message: `is not among the defined templates${hint}` }
}

/** What the template has a place for must be there, and nothing else. */
function placeProblems(
  definition: TemplateDefinition,
  given: Readonly<Record<string, unknown>>,
): FieldProblem[] {
  return (['header', 'otp'] as const).flatMap((path) => {
    const isThere = given[path] !== undefined
    if (definition[path] === undefined)
      return isThere ? [{ path, message: 'has no place in this template' }] : []
    return isThere ? headerProblems(definition.header, path, given[path]) : [{ path, message: 'is missing' }]
  })
}

function headerProblems(kind: string | undefined, path: string, header: unknown): FieldProblem[] {
  if (path !== 'header' || kind === undefined) return []
  const isOfKind = typeof header === 'object' && header !== null && kind in header
  return isOfKind ? [] : [{ path, message: `must be {${kind}}: so this template is defined` }]
}

function bodyProblems(variables: readonly string[], body: unknown): FieldProblem[] {
  if (variables.length === 0) {
    return body === undefined ? [] : [{ path: 'body', message: 'has no place in this template' }]
  }
  if (typeof body !== 'object' || body === null || Array.isArray(body)) {
    return [{ path: 'body', message: `must have its variables by name: ${variables.join(', ')}` }]
  }
  const given = body as Readonly<Record<string, unknown>>
  const missing = variables.filter((variable) => given[variable] === undefined)
  const others = Object.keys(given).filter((name) => !variables.includes(name))
  return [
    ...missing.map((variable) => ({ path: `body.${variable}`, message: 'is missing' })),
    ...(others.length > 0
      ? [
          {
            path: 'body',
            message: `has variables that the template has not; it has: ${variables.join(', ')}`,
          },
        ]
      : []),
  ]
}
