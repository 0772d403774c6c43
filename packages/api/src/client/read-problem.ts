import { Problem } from '../problems/index.js'

/**
 * What of an answer is a problem. It may come from a proxy, so nothing of it is sure: members of another type than ours are
 * left out, those that are not known stay.
 */
export function readProblem(answer: unknown): Partial<Problem> | undefined {
  if (typeof answer !== 'object' || answer === null || Array.isArray(answer)) return undefined
  const known = Object.entries(Problem.shape)
  const members = Object.entries(answer).filter(([name]) => !Object.hasOwn(Problem.shape, name))
  for (const [name, schema] of known) {
    const { success, data } = schema.safeParse((answer as Record<string, unknown>)[name])
    if (success && data !== undefined) members.push([name, data])
  }
  return Object.fromEntries(members)
}
