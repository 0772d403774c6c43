import type { FieldProblem } from '@disparo/core'
import { explainIssue, momentProblem, problemsOf } from '@disparo/core/internal/message'
import type { FastifySchemaCompiler } from 'fastify'
import { z } from 'zod'
import { invalidRequest } from '../problem/invalid-request.js'

/** Parses a part of a request by its schema, and names every field that is wrong. */
export const validateRequest: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = 'body' }) =>
  (value: unknown) => {
    const isQuery = httpPart === 'querystring'
    const result = schema.safeParse(value, { error: isQuery ? explainParameter : explainField })
    if (result.success) return { value: result.data }
    return { error: invalidRequest(httpPart, isQuery ? parametersOf(result.error) : fieldsOf(result.error)) }
  }

/** What is wrong with a field, in the words that messages are judged by. */
export const explainField: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'invalid_format' && issue.format === 'datetime') return momentProblem(issue.input)
  if (issue.code === 'unrecognized_keys') return `is not known here; allowed: ${allowedIn(issue)}`
  return explainIssue(issue)
}

const explainParameter: z.core.$ZodErrorMap = (issue) => {
  if (issue.code === 'unrecognized_keys') return `is no parameter here; there are: ${allowedIn(issue)}`
  if (Array.isArray(issue.input) && issue.code === 'invalid_type') return 'must be given once'
  return explainField(issue)
}

function allowedIn({ inst }: z.core.$ZodRawIssue): string {
  const names = inst instanceof z.ZodObject ? Object.keys(inst.shape) : []
  return names.length > 0 ? names.join(', ') : 'none'
}

/** Every field that is wrong, by its path; what is said of it first. */
export function fieldsOf(error: z.ZodError): FieldProblem[] {
  return firstOfEach(problemsOf(error))
}

/** By the name of the parameter, whose value may be a list. */
function parametersOf(error: z.ZodError): FieldProblem[] {
  return firstOfEach(
    problemsOf(error).map(({ path, message }) => ({ path: path.replace(/[[.].*$/, ''), message })),
  )
}

function firstOfEach(problems: readonly FieldProblem[]): FieldProblem[] {
  return [...new Map(problems.toReversed().map((problem) => [problem.path, problem])).values()].toReversed()
}
