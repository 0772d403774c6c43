import { z } from 'zod'
import type { TemplateBody } from '../message/template-body.js'

/** What the sandbox is told of a person; a phone that it knows nothing of takes everything. */
export const Person = z.strictObject({
  phone: z.string().regex(/^\d{8,15}$/, 'must be 8 to 15 digits'),
  /** They have told Meta that they want no marketing: what is no one-time code fails. */
  optedOut: z.boolean().default(false),
  /** There is no WhatsApp: everything fails. */
  undeliverable: z.boolean().default(false),
})
export type Person = z.infer<typeof Person>

/** Why a message fails, as Meta numbers and names it. */
export interface Failure {
  readonly code: number
  readonly title: string
}

export interface People {
  /** What arrives from now on is judged by it. */
  tell(person: Person): void
  find(phone: string): Person | undefined
}

export function createPeople(): People {
  const known = new Map<string, Person>()
  return {
    tell: (person) => void known.set(nameOf(person.phone), person),
    find: (phone) => known.get(nameOf(phone)),
  }
}

/** Why a message fails for the sake of its person; `undefined` where it does not. */
export function failureOf(people: People, { to, components = [] }: TemplateBody): Failure | undefined {
  const { optedOut = false, undeliverable = false } = people.find(to) ?? {}
  if (undeliverable) return { code: 131_026, title: 'Message undeliverable' }
  if (!optedOut || components.some(({ type }) => type === 'otp')) return undefined
  return { code: 131_050, title: 'User has stopped marketing messages' }
}

/** With Brazil's ninth digit and without it, a number is one person's. */
function nameOf(phone: string): string {
  return phone.replace(/^(55\d\d)9(\d{8})$/, '$1$2')
}
