import type { Command } from 'commander'
import { addCommand, examples, type Start, withAccess } from '../options.js'

export const declareTrickle = (program: Command, start: Start): void => {
  const trickle = program
    .command('trickle')
    .exitOverride()
    .description(
      'let people in with their old password at the first sign-in, where Logto cannot hold its hash',
    )
    .addHelpText(
      'after',
      examples(
        'logto-migrate trickle secret',
        'logto-migrate trickle serve --port 8787',
        'logto-migrate trickle install --url https://trickle.example.com',
        'logto-migrate trickle status --online',
      ),
    )

  addTrickle(trickle, 'secret')
    .description('make the secret that the service and the action share, where there is none')
    .addHelpText(
      'after',
      examples('logto-migrate trickle secret', 'logto-migrate trickle secret --run .migrate/users'),
    )
    .action(start(async () => (await import('../../commands/trickle/secret.js')).runTrickleSecretCommand))

  withAccess(addTrickle(trickle, 'serve'))
    .description('the service that the action asks: on loopback, behind your reverse proxy')
    .option('--host <address>', 'address to listen on (default: 127.0.0.1)')
    .option('--port <n>', 'port to listen on', '8787')
    .option('--cert <file>', 'certificate (PEM), to speak HTTPS without a proxy; goes with --key')
    .option('--key <file>', 'private key (PEM)')
    .option('--tries <n>', 'tries of one person in a minute', '10')
    .option('--threads <n>', 'costly hashes verified at once, each with up to 256 MiB (default: 1 to 4)')
    .addHelpText(
      'after',
      examples(
        'logto-migrate trickle serve --rate off',
        'logto-migrate trickle serve --host 0.0.0.0 --cert cert.pem --key key.pem',
      ),
    )
    .action(start(async () => (await import('../../commands/trickle/serve.js')).runTrickleServeCommand))

  withAccess(addTrickle(trickle, 'install'))
    .description("put the action in place, after a dry run through Logto's own test")
    .requiredOption('--url <url>', 'where Logto reaches the service')
    .option('--replace', "replace somebody else's action; it is kept and put back by trickle remove")
    .addHelpText(
      'after',
      examples(
        'logto-migrate trickle install --url https://trickle.example.com',
        'logto-migrate trickle install --url https://trickle.example.com/verify --replace',
      ),
    )
    .action(start(async () => (await import('../../commands/trickle/install.js')).runTrickleInstallCommand))

  withAccess(addTrickle(trickle, 'status'))
    .description('how many came over, how many are left, failures by reason, tries by day')
    .option('--online', 'count the people in Logto too, a hundred a request')
    .addHelpText(
      'after',
      examples('logto-migrate trickle status', 'logto-migrate trickle status --online --json'),
    )
    .action(start(async () => (await import('../../commands/trickle/status.js')).runTrickleStatusCommand))

  withAccess(addTrickle(trickle, 'remove'))
    .description('take the action out, list who never came, delete the stored hashes')
    .option('--wipe', 'delete the stored hashes without a question')
    .addHelpText('after', examples('logto-migrate trickle remove', 'logto-migrate trickle remove --wipe'))
    .action(start(async () => (await import('../../commands/trickle/remove.js')).runTrickleRemoveCommand))
}

const addTrickle = (trickle: Command, name: string): Command =>
  addCommand(trickle, name)
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('-r, --run <folder>', 'folder of the run (default: the only one in .migrate)')
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
