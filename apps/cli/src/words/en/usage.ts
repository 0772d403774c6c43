/** How commander's own words are said; in English it says them itself. */
export const usage = {
  titles: {} as Readonly<Record<string, string>>,
  help: 'display help for command',
  command: 'command',
  options: 'options',
  choices: 'choices',
  default: 'default',
  /** An error of the command line by commander's code, with the names in its message. `undefined`: as commander says it. */
  error: (_code: string, _named: readonly string[]): string | undefined => undefined,
  didYouMean: (name: string) => `(Did you mean ${name}?)`,
}
