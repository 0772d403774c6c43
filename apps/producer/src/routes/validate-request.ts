import { momentProblem } from '@disparo/core/internal/message'
import type { FastifySchemaCompiler } from 'fastify'
import type { z } from 'zod'
import { invalidRequest } from '../problem/invalid-request.js'

/** Parses a part of a request by its schema, and names every field that is wrong. */
export const validateRequest: FastifySchemaCompiler<z.ZodType> =
  ({ schema, httpPart = 'body' }) =>
  (value: unknown) => {
    const result = schema.safeParse(value, { error: explainMoment })
    return result.success
      ? { value: result.data }
      : { error: invalidRequest(httpPart, fieldsOf(result.error)) }
  }

/** For a moment that is none: how it is written, where that can be told. */
export const explainMoment: z.core.$ZodErrorMap = (issue) =>
  issue.code === 'invalid_format' && issue.format === 'datetime' ? momentProblem(issue.input) : undefined

/** Every field that is wrong, by its path. */
export function fieldsOf(error: z.ZodError): { path: string; message: string }[] {
  return error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
}
