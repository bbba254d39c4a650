import type { Command } from 'commander'
import { addCommand, examples, withSource, type Start } from '../options.js'

export const declareInspect = (program: Command, start: Start): void => {
  withSource(addCommand(program, 'inspect'))
    .description(
      'say what an export is: format, system and why, fields, password hashes, a config that works',
    )
    .argument('[files...]', 'exports in order, globs, or - for standard input')
    .addHelpText(
      'after',
      examples('logto-migrate inspect users.json', 'logto-migrate inspect "exports/*.gz" --json'),
    )
    .action(start(async () => (await import('../../commands/inspect/inspect.js')).runInspectCommand))
}
