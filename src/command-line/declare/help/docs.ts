import type { Command } from 'commander'
import { addCommand, examples, type Start } from '../../options.js'

export const declareDocs = (program: Command, start: Start): void => {
  addCommand(program, 'docs')
    .description('print a page of the documentation')
    .argument('[topic]', 'passwords, config, auth0, …; without one, which there are')
    .addHelpText(
      'after',
      examples('logto-migrate docs', 'logto-migrate docs passwords | less', 'logto-migrate docs auth0'),
    )
    .action(start(async () => (await import('../../../commands/docs/docs.js')).runDocsCommand))
}
