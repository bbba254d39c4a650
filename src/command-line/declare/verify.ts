import type { Command } from 'commander'
import { addCommand, examples, withSource, withTarget, type Start } from '../options.js'

export const declareVerify = (program: Command, start: Start): void => {
  withSource(withTarget(addCommand(program, 'verify')))
    .description('compare the target with the source user by user, and prove known passwords there')
    .argument('[files...]', 'the exports that were imported; by default from the config')
    .option('--passwords <file>', 'known passwords (key or identifier, password), checked by the target')
    .option('--passwords-only', 'prove passwords and compare nothing')
    .option('--out <file>', 'where the differences go (default: differences.ndjson in the run folder)')
    .option(
      '--no-scan',
      'do not look for users who are there twice: one request for 100 users since the run began',
    )
    .option('--shard <i/n>', 'only part i of n of the input, by the run of that shard')
    .addHelpText(
      'after',
      examples(
        'logto-migrate verify users.ndjson --source auth0',
        'logto-migrate verify users.csv --passwords known.csv --json',
        'logto-migrate verify --passwords known.csv --passwords-only',
      ),
    )
    .action(start(async () => (await import('../../commands/verify/verify.js')).runVerifyCommand))
}
