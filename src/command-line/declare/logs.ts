import type { Command } from 'commander'
import { addCommand, examples, gather, type Start, withAccess } from '../options.js'

export const declareLogs = (program: Command, start: Start): void => {
  withAccess(addCommand(program, 'logs'))
    .description("read or follow the audit log of the target, or say how the sign-ins of a run's users go")
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
    .option('--user <id>', 'of this user: Logto id, e-mail address, or phone number with +')
    .option('--application <id>', 'of this application')
    .option('--event <key>', 'with this key; * stands for anything; repeatable', gather)
    .option('--result <result>', 'success or error')
    .option('--since <time>', '2h, 3d, or ISO 8601; with --run the start of the run by default')
    .option('--until <time>', 'the same')
    .option('--limit <n>', 'at most n entries (default: 100 without --since and --until)')
    .option('--follow', 'go on with new entries as they come, until Ctrl-C')
    .option('--interval <seconds>', 'with --follow: time between two looks (default: 2)')
    .option('--fields <a,b,c>', 'what to print, dotted paths: createdAt,key,payload.userId')
    .option('--format <format>', 'table, ndjson, csv or json (default: table on a terminal, else ndjson)')
    .option('-r, --run <folder>', "how the sign-ins of this run's users go; also written to its folder")
    .addHelpText(
      'after',
      examples(
        'logto-migrate logs --follow --event "Interaction.SignIn.*"',
        'logto-migrate logs --user anna@example.com --since 2d --result error',
        'logto-migrate logs --run .migrate/users',
      ),
    )
    .action(start(async () => (await import('../../commands/logs/logs.js')).runLogsCommand))
}
