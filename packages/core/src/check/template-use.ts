import type { Message } from '../message/index.js'

/** A template of the rows that would be enqueued, and how it is filled. */
export interface TemplateUse {
  readonly namespace: string
  readonly elementName: string
  readonly count: number
  /** How many variables the body of its messages has, and how many messages have so many; the most frequent first. */
  readonly variables: readonly { readonly variables: number; readonly count: number }[]
}

export interface TemplateTally {
  see(message: Message): void
  /** The most used ones. */
  list(): TemplateUse[]
}

/** A file with a name of its own in each of a million rows is not a list of a million templates. */
const mostCounted = 1_000
const mostTold = 50
const nameBreak = '\u001f'

export function templateTally(): TemplateTally {
  const byName = new Map<string, Map<number, number>>()
  return {
    see: (message) => {
      const name = `${message.namespace}${nameBreak}${message.elementName}`
      const counts = byName.get(name) ?? new Map<number, number>()
      if (counts.size === 0 && byName.size >= mostCounted) return
      byName.set(name, counts)
      const variables = variablesIn(message).length
      counts.set(variables, (counts.get(variables) ?? 0) + 1)
    },
    list: () =>
      [...byName]
        .map(([name, counts]) => {
          const [namespace = '', elementName = ''] = name.split(nameBreak)
          const variables = [...counts].map(([variables, count]) => ({ variables, count }))
          const count = variables.reduce((sum, each) => sum + each.count, 0)
          return { namespace, elementName, count, variables: variables.sort((a, b) => b.count - a.count) }
        })
        .sort((a, b) => b.count - a.count)
        .slice(0, mostTold),
  }
}

/** The texts that a message's body is filled with; a one-time code is one. */
export function variablesIn({ components = [] }: Message): string[] {
  return components.flatMap((component) =>
    component.type === 'body' || component.type === 'otp' ? component.parameters.map(({ text }) => text) : [],
  )
}
