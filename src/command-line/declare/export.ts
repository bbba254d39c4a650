import type { Command } from 'commander'
import { addCommand, examples, gather, type Start } from '../options.js'

export const declareExport = (program: Command, start: Start): void => {
  addCommand(program, 'export')
    .description('read users from a running system into a folder that check and import take as it is')
    .argument('<system>', 'supabase, wordpress, okta, ldap, sql, …; a wrong name lists all')
    .option('-c, --config <file>', 'config file, for the .env beside it (default: migrate.config.ts)')
    .option(
      '--to <folder>',
      'where to write (default: exports/<system>); users.ndjson.gz is users/, compressed',
    )
    .option('--gzip', 'compress the files')
    .option('--dry-run', 'connect and look: counts, columns, rights; writes nothing')
    .option('--fresh', 'begin again, replacing an earlier export in the folder')
    .option('--since <time>', 'only users changed since a time, a day, or an export in a folder')
    .option('--limit <n>', 'at most n users')
    .option('--via <how>', 'database or api, where a system can be read in both ways; job, with auth0')
    .option('--database <file>', 'a SQLite file; any other database is named by SOURCE_DATABASE_URL')
    .option('--schema <name>', 'schema of the tables')
    .option('--prefix <text>', 'before the names of the tables: wp_')
    .option('--table <name>', 'table or collection of users, where it has a name of its own')
    .option('--realm <name>', 'realm of Keycloak')
    .option('--query <file>', 'with sql: a SELECT of users')
    .option('--related <name=file>', 'with sql: a SELECT of rows that belong to users; repeatable', gather)
    .option('--key <column>', 'with sql: column that tells users apart (default: id)')
    .option('-s, --source <preset>', 'with sql: the preset that reads the rows (default: recognised)')
    .option('--rate <n/seconds>', 'requests to an API per time (default: within what the vendor allows)')
    .addHelpText(
      'after',
      examples(
        'logto-migrate export supabase --dry-run',
        'logto-migrate export wordpress --prefix site_ --to exports/wordpress',
        'logto-migrate export okta --since 2026-01-31 && logto-migrate import --delta exports/okta',
        'logto-migrate export sql --query users.sql --related roles=roles.sql',
      ),
    )
    .action(start(async () => (await import('../../commands/export/export.js')).runExportCommand))
}
