import type { usage as en } from '../en/usage.js'

const errors: Readonly<Record<string, (named: readonly string[]) => string>> = {
  'commander.unknownOption': ([option]) => `opção desconhecida: ${option}`,
  'commander.unknownCommand': ([command]) => `comando desconhecido: ${command}`,
  'commander.missingArgument': ([argument]) => `falta o argumento ${argument}`,
  'commander.optionMissingArgument': ([option]) => `falta o valor de ${option}`,
  'commander.missingMandatoryOptionValue': ([option]) => `falta a opção ${option}`,
  'commander.invalidArgument': ([option, value]) => `${option} não pode ser ${value}`,
  'commander.excessArguments': () => 'argumentos demais',
  'commander.conflictingOption': ([option, other]) => `${option} não combina com ${other}`,
}

export const usage: typeof en = {
  titles: {
    'Usage:': 'Uso:',
    'Arguments:': 'Argumentos:',
    'Options:': 'Opções:',
    'Global Options:': 'Opções globais:',
    'Commands:': 'Comandos:',
    'Examples:': 'Exemplos:',
  },
  help: 'mostra a ajuda do comando',
  command: 'comando',
  options: 'opções',
  choices: 'valores',
  default: 'padrão',
  error: (code, named) => {
    const said = errors[code]
    return said === undefined ? undefined : `erro: ${said(named)}`
  },
  didYouMean: (name) => `(Seria ${name}?)`,
}
