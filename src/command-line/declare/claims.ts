import type { Command } from 'commander'
import { addCommand, examples, type Start, withAccess } from '../options.js'

export const declareClaims = (program: Command, start: Start): void => {
  const claims = program
    .command('claims')
    .exitOverride()
    .description('add what the old system knew to the tokens of Logto')
    .addHelpText(
      'after',
      examples('logto-migrate claims legacy-id install', 'logto-migrate claims legacy-id remove'),
    )
  withAccess(addCommand(claims, 'legacy-id'))
    .argument('<what>', 'install or remove')
    .description('the old id, customData.migratedFrom.id, as a claim of access tokens')
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
    .option('--claim <name>', 'name of the claim', 'legacy_id')
    .addHelpText(
      'after',
      examples(
        'logto-migrate claims legacy-id install --claim https://example.com/old_id',
        'logto-migrate claims legacy-id remove',
      ),
    )
    .action(start(async () => (await import('../../commands/claims/legacy-id.js')).runLegacyIdCommand))
}
