import { SuppressionCovers, SuppressionReason } from '@disparo/api'
import { type Command, Option } from 'commander'
import type { WithContext } from './command-context.js'
import { type ImportPeopleOptions, importPeople } from './suppress-import.js'
import { countSuppressed, exportSuppressed, type ListOptions, listSuppressed } from './suppress-list.js'
import {
  addPerson,
  findPerson,
  type PersonOptions,
  type RemoveOptions,
  removePeople,
} from './suppress-person.js'

const examples = `
A suppression covers marketing, all-but-otp (everything but one-time codes) or everything, for this account or, with --all-accounts,
for all. docs/contacts.md says what is what. A phone as - is read from the standard input, so that it is not in the list of processes.

Examples:
  disparo suppress find - < number.txt
  disparo suppress add 5511900000001 --reason complaint
  disparo suppress remove 5511900000001 --why "asked by phone"
  disparo suppress import opt-outs.csv --reason opt-out
  disparo suppress import procon.csv --reason legal-list --list nao-me-ligue --list-date 2026-11-01 --replace
  disparo suppress remove --import ID
  disparo suppress export > suppressed.csv`

/** `disparo suppress`: whom not to message. */
export function addSuppressCommands(program: Command, withTools: WithContext): void {
  const json = () => new Option('--json', 'print one JSON object')
  const reason = () => new Option('--reason <reason>', 'why').choices(SuppressionReason.options)
  const covers = () =>
    new Option('--covers <what>', 'default: marketing for opt-out and legal-list, else all-but-otp').choices(
      SuppressionCovers.options,
    )
  const all = () => new Option('--all-accounts', 'the list for all accounts')
  const suppress = program
    .command('suppress')
    .description('Whom not to message: find, add, remove, import, list, counts, export')
    .addHelpText('after', examples)
  const phone = 'in any usual writing, with or without the ninth digit; - reads the standard input'

  suppress
    .command('find')
    .argument('<phone>', phone)
    .description('Whether a person is suppressed, why, since when and by whom; and who lifted what')
    .addOption(json())
    .action((to: string, options: { json?: boolean }) => withTools((tools) => findPerson(tools, to, options)))

  suppress
    .command('add')
    .argument('<phone>', phone)
    .description('Suppress a person')
    .addOption(reason().default('manual'))
    .addOption(covers())
    .option('--list <name>', 'what list they are on; needed for a list of the law')
    .option('--list-date <date>', 'of what date it is, like 2026-11-30; default: today')
    .option('--until <time>', 'ISO 8601 with offset; default: until it is lifted')
    .option('--keep-number', 'keep the number, sealed by a data key')
    .addOption(all())
    .addOption(json())
    .action((to: string, options: PersonOptions) => withTools((tools) => addPerson(tools, to, options)))

  suppress
    .command('remove')
    .argument('[phone]', phone)
    .description(
      'Lift what a person is suppressed for (a list of the law by --reason alone), or all of an import',
    )
    .addOption(reason())
    .option('--import <id>', 'all of an import, in place of a person')
    .option('--person <mark>', 'who is listed as that, in place of a phone')
    .option('--by <who>', 'all that this user added for the --reason')
    .option('--rule <rule>', 'all that this rule added for the --reason')
    .option('--from <time>', 'of a --reason: added then or later, ISO 8601 with offset')
    .option('--until <time>', 'of a --reason: added then or before')
    .option('--why <words>', 'why it is lifted: told later with who, what and when')
    .option('--yes', 'do it: of a --reason it cannot be undone')
    .addOption(all())
    .addOption(json())
    .action((to: string | undefined, options: RemoveOptions) =>
      withTools((tools) => removePeople(tools, to, options)),
    )

  suppress
    .command('import')
    .argument(
      '<file>',
      'a .csv, .tsv or .ndjson file of phone numbers, with or without a header; - reads the standard input',
    )
    .description('Suppress all people of a file, or none where a row is bad')
    .addOption(
      new Option('--reason <reason>', 'why, where no column reason says it')
        .choices(SuppressionReason.options)
        .makeOptionMandatory(),
    )
    .addOption(covers())
    .option('--list <name>', 'what the list is called; needed for a list of the law')
    .option('--list-date <date>', 'of what date it is, like 2026-11-30; default: today')
    .option('--replace', 'also lift who was on a former import of the list and is not on this one')
    .option('--shrink', 'with --replace: yes, more than half of the list may be lifted')
    .option('--skip-bad', 'import the good rows where some are bad')
    .option('--column <name>', 'the column that has the numbers')
    .option('--until <time>', 'ISO 8601 with offset; default: until it is lifted')
    .option('--keep-numbers', 'keep the numbers, sealed by a data key')
    .option('--encoding <name>', 'what a CSV is written in: utf-8, utf-16 or windows-1252')
    .addOption(
      new Option('--format <format>', "when the file's name does not tell").choices(['csv', 'ndjson']),
    )
    .addOption(all())
    .addOption(json())
    .action((file: string, options: ImportPeopleOptions) =>
      withTools((tools) => importPeople(tools, file, options)),
    )

  suppress
    .command('list')
    .description('Who is suppressed')
    .addOption(reason())
    .option('--import <id>', 'only those of an import')
    .option('--limit <count>', 'at most so many people, up to 1000', '20')
    .option('--after <next>', 'further ones: the next of what was listed')
    .addOption(all())
    .addOption(json())
    .action((options: ListOptions) => withTools((tools) => listSuppressed(tools, options)))

  suppress
    .command('counts')
    .description('How many are suppressed, by what put them there, and by day; and who lifted whom')
    .addOption(all())
    .addOption(json())
    .action((options: ListOptions) => withTools((tools) => countSuppressed(tools, options)))

  suppress
    .command('export')
    .description('Write all who are suppressed to the standard output, as CSV')
    .addOption(reason())
    .option('--import <id>', 'only those of an import')
    .addOption(all())
    .action((options: ListOptions) => withTools((tools) => exportSuppressed(tools, options)))
}
