import type { Command } from 'commander'
import { addCommand, examples, withSource, withTarget, type Start } from './options.js'

export const declarePreflight = (program: Command, start: Start): void => {
  withSource(withTarget(addCommand(program, 'preflight')))
    .description(
      'ask the target whether the run can work: access, clock, speed, and a hash canary per family',
    )
    .argument('[files...]', 'exports whose hash families are tried; all families when there are none')
    .option('--no-canary', 'create no temporary users')
    .addHelpText(
      'after',
      examples('logto-migrate preflight', 'logto-migrate preflight users.ndjson --source auth0 --json'),
    )
    .action(start(async () => (await import('../preflight.js')).runPreflightCommand))
}
