import type { Command } from 'commander'
import { addCommand, examples, withSource, type Start } from './options.js'

export const declareInit = (program: Command, start: Start): void => {
  withSource(addCommand(program, 'init'))
    .description('write migrate.config.ts and .env.example; asks on a terminal, goes by flags elsewhere')
    .option('--from <files...>', 'export to recognise and to write the config for')
    .option('--endpoint <url>', 'URL of Logto')
    .option('--tenant <id>', 'tenant id')
    .option('--force', 'overwrite what is there')
    .addHelpText('after', examples('logto-migrate init', 'logto-migrate init --from users.json'))
    .action(start(async () => (await import('../init.js')).runInitCommand))
}
