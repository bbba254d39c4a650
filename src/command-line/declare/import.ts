import type { Command } from 'commander'
import { addCommand, examples, withSource, withTarget, type Start } from '../options.js'

export const declareImport = (program: Command, start: Start): void => {
  withSource(withTarget(addCommand(program, 'import')))
    .description('run the import, or resume it when the run folder holds a checkpoint of the same input')
    .argument('[files...]', 'exports in order, globs, or - for standard input; gzip and zstd are recognised')
    .option('--dry-run', 'the same as check')
    .option('--resume', 'there must be a checkpoint')
    .option('--fresh', 'there must be no checkpoint, or --force sets it aside')
    .option('--force', 'with --fresh: set the checkpoint aside')
    .option('--limit <n>', 'import at most n records in this session')
    .option('--shard <i/n>', 'only part i of n of the input; other processes drive the others')
    .option('--keep-legacy', 'keep hashes that Logto cannot take, for the first sign-in (trickle)')
    .option(
      '--canary <n>',
      'import n users of all kinds first, read them back, then ask, or go on with --yes',
    )
    .option('--on-conflict <policy>', 'somebody with these identifiers is there: skip, update or fail')
    .option('--delta', 'the input is a newer export of what was imported: only what changed costs requests')
    .option(
      '--vanished <action>',
      'with --delta: users not in the newer export: report, suspend, delete or none',
    )
    .option('--delete-missing-memberships', 'with --delta: take away roles and organizations that are gone')
    .option(
      '--recreate-on-password-change',
      'delete and create again users whose password changed, unless they have signed in',
    )
    .option(
      '--wait',
      'when the target is down: wait until it is back, however long; else stop after 2 minutes',
    )
    .option(
      '--settle-within <seconds>',
      'how long what was sent may come to light late, where the target reads from replicas (default: 30)',
    )
    .option('--sync <mode>', 'when the checkpoint is forced to disk: always, group or never')
    .option('--yes', 'ask nothing')
    .option(
      '--notify <url or command>',
      'tell how it ended: POST the summary as JSON, or give it to a command',
    )
    .addHelpText(
      'after',
      examples(
        'logto-migrate import users.csv --endpoint https://auth.example.com',
        'logto-migrate import users.ndjson --canary 20',
        'logto-migrate import "exports/*.ndjson.gz" --source auth0 --run .migrate/auth0',
        'logto-migrate import users-monday.ndjson --run .migrate/users --delta --vanished suspend',
        'zstdcat users.ndjson.zst | logto-migrate import - --rate 100/10s',
      ),
    )
    .action(start(async () => (await import('../../commands/import/import.js')).runImportCommand))
}
