import type { Command, CommanderError } from 'commander'
import { helpPhrase, type Language, type Words } from './words/index.js'

/** Commander's own help in a language. Before commands are added, which take it over. */
export function localizeHelp(program: Command, language: Language, { usage }: Words): void {
  const said = (text: string) =>
    text.replaceAll('[options]', `[${usage.options}]`).replaceAll('[command]', `[${usage.command}]`)
  program.configureHelp({
    styleTitle: (title) => usage.titles[title] ?? title,
    styleUsage: said,
    styleSubcommandTerm: said,
    styleOptionDescription: (description) =>
      description
        .replace('(choices: ', `(${usage.choices}: `)
        .replace(', default: ', `, ${usage.default}: `)
        .replace('(default: ', `(${usage.default}: `),
  })
  if (language === 'en') return
  // Commander writes an error in its own words first: it is said by who catches it.
  program.configureOutput({ outputError: () => {} })
}

/** What the definitions of all commands say, in a language. */
export function localizeProgram(command: Command, language: Language, words: Words): void {
  if (language === 'en') return
  const phrase = (english: string) => helpPhrase(english, language)
  command.description(phrase(command.description()))
  command.helpOption('-h, --help', words.usage.help)
  if (command.commands.length > 0) command.helpCommand(`help [${words.usage.command}]`, words.usage.help)
  for (const option of command.options) option.description = phrase(option.description)
  for (const argument of command.registeredArguments) argument.description = phrase(argument.description)
  for (const each of command.commands) localizeProgram(each, language, words)
}

/** An error of the command line in words that commander does not have; `undefined` where it has said it. */
export function describeUsageError({ code, message }: CommanderError, { usage }: Words): string | undefined {
  const [problem = '', suggestion = ''] = message.split('\n(')
  const names = (text: string) => [...text.matchAll(/'([^']*)'/g)].map(([, name = '']) => name)
  const said = usage.error(code, names(problem))
  if (said === undefined) return undefined
  const meant = /Did you mean (?:one of )?(.*)\?\)/.exec(suggestion)?.[1]
  return meant === undefined ? said : `${said}\n${usage.didYouMean(meant)}`
}
