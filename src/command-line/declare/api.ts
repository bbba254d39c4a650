import type { Command } from 'commander'
import { addCommand, examples, gather, type Start, withAccess } from '../options.js'

export const declareApi = (program: Command, start: Start): void => {
  withAccess(addCommand(program, 'api'))
    .description('make one call of the Management API: authenticated, paced, paged to the end if wanted')
    .argument('<method>', 'GET, HEAD, POST, PUT, PATCH or DELETE')
    .argument('<path>', 'below the endpoint; /api may be left out')
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')
    .option('-f, --raw-field <key=value>', 'member of the body as text, or query parameter of a GET', gather)
    .option('-F, --field <key=value>', 'the same, the value as JSON: -F isSuspended=true', gather)
    .option('--data <json>', 'the body')
    .option('--input <file>', 'file with the body, - for standard input')
    .option('--paginate', 'all pages of a list, as one array')
    .option('--ndjson', 'with --paginate: one item per line as they come')
    .option(
      '--jq <selection>',
      "take values out of the answer: '.[].name', '.[] | {id, name}', see logto-migrate docs api",
    )
    .option('-i, --include', 'print status and headers too')
    .addHelpText(
      'after',
      examples(
        "logto-migrate api GET /api/applications --paginate --jq '.[] | {id, name, type}'",
        'logto-migrate api PATCH /api/users/8xq2vz0f1a6k -f name="Anna Smith" -F customData[crmId]=42',
        'logto-migrate api POST /api/organizations --input organization.json',
      ),
    )
    .action(start(async () => (await import('../../commands/api/api.js')).runApiCommand))
}
