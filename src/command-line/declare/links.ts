import type { Command } from 'commander'
import { addCommand, examples, type Start, withAccess } from '../options.js'

export const declareLinks = (program: Command, start: Start): void => {
  withAccess(addCommand(program, 'links'))
    .description('make a one-time link for each of those who are left, as a file for your mailer')
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option(
      '-r, --run <folder>',
      'folder of the run, where links.csv is written (default: the only one in .migrate)',
    )
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
    .option('--who <whom>', 'pending, no-password or never-signed-in', 'pending')
    .option('--everybody', 'users too whom no import of logto-migrate brought')
    .option('--url-template <url>', 'a page of your application, with {token}, {email}, {id}')
    .option('--expires <time>', 'how long a link is good: 90m, 36h, 7d', '7d')
    .option('--limit <n>', 'at most n links in this call; the next goes on')
    .option(
      '--settle-within <seconds>',
      'how long a token whose answer was lost may come to light late, on replicas (default: 30)',
    )
    .option('--revoke', 'make every link of this run worthless')
    .addHelpText(
      'after',
      examples(
        "logto-migrate links --url-template 'https://app.example.com/welcome?token={token}&email={email}'",
        'logto-migrate links --who no-password --expires 14d --limit 5000',
        'logto-migrate links --revoke',
      ),
    )
    .action(start(async () => (await import('../../commands/links/links.js')).runLinksCommand))
}
