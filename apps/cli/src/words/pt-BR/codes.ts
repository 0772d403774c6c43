import { explainProblem, failureKey, type ProblemKind, problemKinds } from '@disparo/api'
import { failures, problems } from '@disparo/api/words/pt-BR'
import type { codes as en } from '../en/codes.js'

export const codes: typeof en = {
  field: ({ code, limit = 0, given = 0, wanted = 0, message }) => {
    const said = code === undefined || !Object.hasOwn(problems, code) ? message : problems[code]
    if (typeof said === 'string') return said
    return said({ limit: String(limit), given: String(given), wanted: String(wanted) })
  },
  failure: (code) => {
    const [reason = code, advice = ''] = failures[failureKey(code, failures)] ?? []
    return { reason, advice }
  },
  problem: (kind, { title, detail }) => {
    const quoted = detail ? [`O serviço diz: ${detail}`] : []
    if (!isKind(kind)) return [title, ...quoted]
    const { title: said, happened, advice } = explainProblem(kind, 'pt-BR')
    return [said, happened, advice, ...quoted]
  },
}

function isKind(kind: string): kind is ProblemKind {
  return Object.hasOwn(problemKinds, kind)
}
