import type { Command } from 'commander'
import { addCommand, examples, type Start } from '../options.js'

export const declareSandbox = (program: Command, start: Start): void => {
  addCommand(program, 'sandbox')
    .description('serve a Logto-compatible target on loopback, for rehearsals')
    .option('--port <n>', 'port to listen on', '3001')
    .option('--latency <ms>', 'answer after so many milliseconds; 20-200 for a range')
    .option('--rate <n/seconds>', 'answer 429 beyond this budget, for example 200/10s')
    .option('--token-lifetime <seconds>', 'life of an access token', '3600')
    .option(
      '--pool <n>',
      'connections of the database pool, of which a create takes two (a Logto as it comes: 20)',
    )
    .option('--read-lag <ms>', 'lists and searches show nobody who came in so recently, as replicas do')
    .option(
      '--actions <mode>',
      'available; forbidden, as by a plan; absent, as before Logto 1.42',
      'available',
    )
    .option(
      '--keeps-ids [refused]',
      'take an id on create, as a proposal would have Logto do; or refuse it, as that would have Cloud do',
    )
    .option('--faults <json>', 'faults to inject, see logto-migrate docs sandbox')
    .option('--seed <n>', 'makes the faults repeatable', '1')
    .addHelpText(
      'after',
      examples(
        'logto-migrate sandbox --rate 200/10s',
        'logto-migrate sandbox --port 3001 --latency 20-200 --token-lifetime 60',
      ),
    )
    .action(start(async () => (await import('../../commands/sandbox/sandbox.js')).runSandboxCommand))
}
