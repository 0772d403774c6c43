import { AccountName } from '@disparo/core/internal/account'
import { RedisUrl } from '@disparo/core/internal/redis'
import { newPassword, shortestPassword, UserName } from '@disparo/service/users'
import { CommandError } from '../command-error.js'
import { exitCode } from '../exit-code.js'
import type { Words } from '../words/index.js'
import type { Ask } from './ask.js'

export interface Answers {
  readonly redisUrl: string
  readonly account: string
  readonly configId: string
  readonly hiUser: string
  readonly hiPassword: string
  readonly user: string
  readonly password: string
  /** Whether it is a random one, which nobody knows yet. */
  readonly isPasswordMade: boolean
}
type Name = Exclude<keyof Answers, 'isPasswordMade'>

interface Question {
  readonly flag: string
  readonly fallback?: string
  readonly isHidden?: boolean
  /** What is wrong with an answer, if anything. */
  readonly check?: (value: string, words: Words['init']['problems']) => string | undefined
}

const questions: Readonly<Record<Name, Question>> = {
  redisUrl: {
    flag: '--redis-url',
    fallback: 'redis://127.0.0.1:6379',
    check: (value, words) => {
      const problem = RedisUrl.safeParse(value).error?.issues[0]?.message
      return problem === undefined ? undefined : words.redisUrl(problem)
    },
  },
  account: {
    flag: '--account',
    fallback: 'default',
    check: (value, words) => (AccountName.safeParse(value).success ? undefined : words.account),
  },
  configId: { flag: '--config-id' },
  hiUser: { flag: '--hi-user' },
  hiPassword: { flag: '--hi-password-file', isHidden: true },
  user: {
    flag: '--user',
    fallback: 'admin',
    check: (value, words) => (UserName.safeParse(value).success ? undefined : words.user),
  },
  // Empty: a random one is made.
  password: {
    flag: '--password-file',
    fallback: '',
    isHidden: true,
    check: (value, words) => (value.length < shortestPassword ? words.password(shortestPassword) : undefined),
  },
}

/**
 * Takes what was given by flags, and asks for the rest: where nobody can be asked, what has no default is missing.
 * @throws CommandError naming the flags that are missing or wrong
 */
export async function readAnswers(
  given: { readonly [Each in Name]?: string | undefined },
  ask: Ask | undefined,
  { init: words }: Words,
): Promise<Answers> {
  const problemOf = (name: Name, value: string) => {
    if (value === '') return words.problems.missing
    if (/[\r\n\0]/.test(value)) return words.problems.lineBreak
    return questions[name].check?.(value, words.problems)
  }
  const names = Object.keys(questions) as Name[]
  const answers: { [Each in Name]?: string } = {}
  const missing: string[] = []
  for (const name of names) {
    const { flag, fallback } = questions[name]
    const said = given[name]
    const problem = said === undefined ? undefined : problemOf(name, said)
    const value = said ?? (ask ? undefined : fallback)
    if (problem !== undefined) throw usage(words.wrong(flag, problem))
    if (value !== undefined) answers[name] = value
    else if (ask) answers[name] = await answerOf(name, { ask, words, problemOf, fallback })
    else missing.push(flag)
  }
  if (missing.length > 0) throw usage(words.missing(missing.join(', ')))
  const isPasswordMade = answers.password === ''
  return { ...answers, ...(isPasswordMade ? { password: newPassword() } : {}), isPasswordMade } as Answers
}

interface Asking {
  readonly ask: Ask
  readonly words: Words['init']
  readonly problemOf: (name: Name, value: string) => string | undefined
  readonly fallback: string | undefined
}

async function answerOf(name: Name, { ask, words, problemOf, fallback }: Asking): Promise<string> {
  for (;;) {
    const question = words.questions[name]
    const typed = questions[name].isHidden ? await ask.hidden(question) : await ask.plain(question, fallback)
    if (typed === '' && fallback === '') return typed
    const problem = problemOf(name, typed)
    if (problem === undefined) return typed
    ask.say(`  ${problem}`)
  }
}

function usage(message: string): CommandError {
  return new CommandError(message, { exit: exitCode.usage })
}
