import { explainFailure, failureCodes } from '@disparo/api'

type Told = readonly [reason: string, advice: string]

const told = (code: string): Told => {
  const { reason, advice } = explainFailure(code)
  return [reason, advice]
}

/** The service says it in English itself; a number that nobody knows stands for Meta's others. */
export const failures: Readonly<Record<string, Told>> = {
  ...Object.fromEntries(Object.keys(failureCodes).map((code) => [code, told(code)])),
  meta: told('139999'),
}
