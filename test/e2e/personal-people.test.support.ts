import { randomInt } from 'node:crypto'

export interface Somebody {
  readonly phone: string
  readonly name: string
}

const digits = (count: number) => Array.from({ length: count }, () => randomInt(10)).join('')
/** Of letters alone: long runs of digits are masked wherever upstream's words are kept. */
const word = () =>
  `Nome${Array.from({ length: 12 }, () => 'abcdefghijkmnopqrstuvwxyz'[randomInt(25)]).join('')}`
const somebody = (): Somebody => ({ phone: `55119${8 + randomInt(2)}${digits(7)}`, name: word() })

/** Everybody of this run, by what becomes of them. */
export const people = {
  otp: somebody(),
  denied: somebody(),
  lost: somebody(),
  later: somebody(),
  strange: somebody(),
  wrong: somebody(),
  /** By Hi Platform's own interfaces: one that is sent, one that it rejects, one that the door refuses. */
  rest: somebody(),
  restDenied: somebody(),
  restWrong: somebody(),
  xml: somebody(),
  xmlDenied: somebody(),
  xmlWrong: somebody(),
  /** Redis refuses what is about them: the worker's attempt, and enqueueing. */
  unbegun: somebody(),
  faulted: somebody(),
}
export const crowd = Array.from({ length: 20 }, somebody)
export const otpCode = digits(12)
export const crowdLabel = word()

const everybody = [...Object.values(people), ...crowd]
/** Each number with and without its country code, with and without its ninth digit. */
const forms = everybody.flatMap(({ phone }) => {
  const [area, number] = [phone.slice(2, 4), phone.slice(4)]
  return [`${area}${number}`, `${area}${number.slice(1)}`]
})
const words = [otpCode, crowdLabel, ...everybody.map(({ name }) => name)]

/** Those of all the secrets of this run that are in a text. */
export const leaks = (text: string) => [...forms, ...words].filter((secret) => text.includes(secret))
