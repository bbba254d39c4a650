import type { Command } from 'commander'
import { addCommand, examples, withSource, type Start } from './options.js'

export const declareCheck = (program: Command, start: Start): void => {
  withSource(addCommand(program, 'check'))
    .description('read, map and validate everything without the network; price the run (= import --dry-run)')
    .argument('[files...]', 'exports in order, globs, or - for standard input')
    .option('--max-rejected <n>', 'exit with 0 when at most so many records (or this share: 2%) are rejected')
    .option(
      '--passwords <file>',
      'known passwords (key or identifier, password), checked without the network',
    )
    .addHelpText(
      'after',
      examples(
        'logto-migrate check users.csv',
        'logto-migrate check export.ndjson.gz --source auth0 --json',
        'logto-migrate check users.csv --max-rejected 2%',
        'logto-migrate check users.ndjson --hashes hashes.ndjson --passwords known.csv',
      ),
    )
    .action(start(async () => (await import('../check.js')).runCheckCommand))
}
