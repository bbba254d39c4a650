import type { Command } from 'commander'
import { addCommand, examples, gather, type Start, withAccess } from '../options.js'

export const declareUsers = (program: Command, start: Start): void => {
  withAccess(addCommand(program, 'users'))
    .description('search the users of the target, page to the end, print as table, NDJSON or CSV')
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
    .option('--search <pattern>', 'in id, e-mail, phone, username and name; % stands for anything')
    .option('--id <value>', 'Logto id; repeatable, like the next four', gather)
    .option('--email <value>', 'e-mail address; with % a pattern', gather)
    .option('--phone <value>', 'phone number, digits only as Logto keeps them', gather)
    .option('--username <value>', 'username', gather)
    .option('--name <value>', 'name', gather)
    .option(
      '--mode <mode>',
      'exact, like, similar_to or posix; of one field: email=posix; repeatable',
      gather,
    )
    .option('--joint <and|or>', 'whether all conditions must hold or one is enough (default: or)')
    .option('--case-sensitive', 'mind case; much faster on a large self-hosted tenant')
    .option('--fields <a,b,c>', 'what to print, dotted paths too: id,primaryEmail,customData.crmId')
    .option('--format <format>', 'table, ndjson, csv or json (default: table on a terminal, else ndjson)')
    .option('--limit <n>', 'at most n users')
    .option('--out <file>', 'write there, readable by its owner alone, not to stdout')
    .option('--with-password-hash', 'add password digests, for a backup or a move (Logto 1.38 or newer)')
    .addHelpText(
      'after',
      examples(
        'logto-migrate users --search smith',
        'logto-migrate users --email "%@example.com" --fields id,primaryEmail,lastSignInAt --format csv',
        'logto-migrate users --with-password-hash --out backup.ndjson',
      ),
    )
    .action(start(async () => (await import('../../commands/users/users.js')).runUsersCommand))
}
