import type { Command } from 'commander'
import { addCommand, examples, withTarget, type Start } from '../options.js'

export const declareRollback = (program: Command, start: Start): void => {
  withTarget(addCommand(program, 'rollback'))
    .description('delete exactly what a run created; users who have signed in or changed since are kept')
    .argument('[run]', 'folder of the run; by default the only one in .migrate')
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('-r, --run <folder>', 'the same as the argument')
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
    .option('--dry-run', 'look everything up, delete nothing')
    .option('--include-signed-in', 'delete users too who have signed in since the import')
    .option(
      '--include-changed',
      'delete users, roles and organizations too that were changed since the import',
    )
    .option('--yes', 'ask nothing; needed where there is no terminal')
    .addHelpText(
      'after',
      examples(
        'logto-migrate rollback --dry-run',
        'logto-migrate rollback .migrate/users --yes',
        'logto-migrate rollback .migrate/users --include-signed-in --yes --json',
      ),
    )
    .action(start(async () => (await import('../../commands/rollback/rollback.js')).runRollbackCommand))
}
