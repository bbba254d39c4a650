import type { Command } from 'commander'
import { addCommand, examples, gather, withSource, type Start } from '../options.js'

export const declareInit = (program: Command, start: Start): void => {
  withSource(addCommand(program, 'init'))
    .description('write migrate.config.ts and .env.example: a guide on a terminal, by flags elsewhere')
    .argument('[files...]', 'the same as --from')
    .option('--from <files...>', 'export to recognise and to write the config for')
    .option(
      '--map <column=path>',
      'what a column is, such as Kontakt=primaryEmail; nothing leaves it out; repeatable',
      gather,
    )
    .option('--endpoint <url>', 'URL of Logto (LOGTO_ENDPOINT)')
    .option('--insecure-http', 'allow http:// for more than loopback: secrets are readable on the way')
    .option('--tenant <id>', 'tenant id (LOGTO_TENANT_ID)')
    .option('--app-id <id>', 'machine-to-machine application (LOGTO_APP_ID); the secret is LOGTO_APP_SECRET')
    .option('--write-env', 'write what is known of the target, the secret too, to .env with mode 0600')
    .option('--keep-legacy', 'write legacyPasswords: true and make the key of the store of old passwords')
    .option(
      '--gitignore',
      'add what must not be committed to .gitignore; within a repository that is done anyway',
    )
    .option('--no-gitignore', 'do not')
    .option('--test', 'ask Logto whether the credentials work; on a terminal that is done anyway')
    .option('--no-test', 'do not')
    .option('--force', 'overwrite what is there')
    .addHelpText(
      'after',
      examples(
        'logto-migrate init',
        'logto-migrate init users.json',
        'logto-migrate init users.json --tenant abc123 --app-id m2m-app --test --json',
        'logto-migrate init customers.csv --map Kontakt=primaryEmail --map legacy= --write-env',
      ),
    )
    .action(start(async () => (await import('../../guide/init.js')).runInitCommand))
}
