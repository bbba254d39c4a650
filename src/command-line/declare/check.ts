import type { Command } from 'commander'
import { addCommand, examples, withSource, withTarget, type Start } from '../options.js'

export const declareCheck = (program: Command, start: Start): void => {
  withSource(withTarget(addCommand(program, 'check')))
    .description('read, map and validate everything without the network; price the run (= import --dry-run)')
    .argument('[files...]', 'exports in order, globs, or - for standard input')
    .option('--online', 'ask the target as well: who is there already, what it lacks, who can sign in')
    .option('--on-conflict <policy>', 'with --online: what the import would do, skip, update or fail')
    .option('--max-rejected <n>', 'exit with 0 when at most so many records (or this share: 2%) are rejected')
    .option(
      '--passwords <file>',
      'known passwords (key or identifier, password), checked without the network',
    )
    .option('--keep-legacy', 'keep hashes that Logto cannot take, for the first sign-in (trickle)')
    .option('--shard <i/n>', 'only part i of n of the input, as import --shard drives it')
    .addHelpText(
      'after',
      examples(
        'logto-migrate check users.csv',
        'logto-migrate check export.ndjson.gz --source auth0 --json',
        'logto-migrate check users.csv --max-rejected 2%',
        'logto-migrate check users.csv --online --rate off',
        'logto-migrate check users.ndjson --hashes hashes.ndjson --passwords known.csv',
      ),
    )
    .action(start(async () => (await import('../../commands/check/check.js')).runCheckCommand))
}
