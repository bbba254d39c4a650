import type { Command } from 'commander'
import { addCommand, examples, type Start } from '../options.js'

export const declareStatus = (program: Command, start: Start): void => {
  addCommand(program, 'status')
    .description('say where a run stands, from its checkpoint alone')
    .argument('[run]', 'folder of the run; by default the only one in .migrate')
    .option('--check', 'audit the checkpoint line by line')
    .addHelpText('after', examples('logto-migrate status', 'logto-migrate status .migrate/users --json'))
    .action(start(async () => (await import('../../commands/status/status.js')).runStatusCommand))
}
