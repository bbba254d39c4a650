import type { Command } from 'commander'
import { examples, type Start } from '../../options.js'

export const declareCompletion = (program: Command, start: Start): void => {
  program
    .command('completion')
    .exitOverride()
    .description('print a script that lets the shell complete commands, flags, presets and runs')
    .argument('<shell>', 'bash, zsh or fish')
    .addHelpText(
      'after',
      examples(
        'source <(logto-migrate completion bash)',
        'logto-migrate completion zsh > "${fpath[1]}/_logto-migrate"',
        'logto-migrate completion fish > ~/.config/fish/completions/logto-migrate.fish',
      ),
    )
    .action(
      start(async () => {
        const { printCompletion } = await import('../../complete/complete.js')
        return async (context, [shell = '']) => printCompletion(context, shell)
      }),
    )
  // What the scripts call.
  program
    .command('complete', { hidden: true })
    .exitOverride()
    .argument('[words...]')
    .action(
      start(async () => {
        const { printCandidates } = await import('../../complete/complete.js')
        return (context, words) => printCandidates(context, program, words)
      }),
    )
}
