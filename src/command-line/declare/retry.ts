import type { Command } from 'commander'
import { addCommand, examples, withSource, withTarget, type Start } from '../options.js'

export const declareRetry = (program: Command, start: Start): void => {
  withSource(withTarget(addCommand(program, 'retry')))
    .description('drive again only what failed, in the same run')
    .argument('[files...]', 'the same input; by default from the config')
    .option('--shard <i/n>', 'the part of the input that the run drives')
    .option(
      '--notify <url or command>',
      'tell how it ended: POST the summary as JSON, or give it to a command',
    )
    .addHelpText(
      'after',
      examples('logto-migrate retry users.csv', 'logto-migrate retry users.csv --run .migrate/users'),
    )
    .action(start(async () => (await import('../../commands/import/import.js')).runRetryCommand))
}
