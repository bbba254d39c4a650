import type { Command } from 'commander'
import { addCommand, examples, withSource, withTarget, type Start } from '../options.js'

export const declarePreflight = (program: Command, start: Start): void => {
  withSource(withTarget(addCommand(program, 'preflight')))
    .description(
      'ask the target whether the run can work: access, what it holds and lacks, who can sign in, a hash canary per family',
    )
    .argument(
      '[files...]',
      'exports that are compared with the target; all hash families are tried when there are none',
    )
    .option(
      '--on-conflict <policy>',
      'what the import would do with people who are there: skip, update or fail',
    )
    .option(
      '--keep-legacy',
      'the import will keep hashes that Logto cannot take, for the first sign-in (trickle)',
    )
    .option(
      '--settle-within <seconds>',
      'how long the import would look for what it may have created; lookups that lag further behind fail (default: 30)',
    )
    .option('--no-canary', 'create no temporary users: nothing at all is written')
    .option(
      '--enable-password-expiration <days>',
      'turn password expiration on in the tenant, where it is off, so that passwords to be changed can be marked so',
    )
    .addHelpText(
      'after',
      examples(
        'logto-migrate preflight',
        'logto-migrate preflight users.ndjson --source auth0 --json',
        'logto-migrate preflight users.csv --no-canary',
      ),
    )
    .action(start(async () => (await import('../../commands/preflight/preflight.js')).runPreflightCommand))
}
