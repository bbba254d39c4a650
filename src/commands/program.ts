import { Command, CommanderError, Option } from 'commander'
import { exitCodeOf } from '../outcome/exit-code.js'
import { MigrationError } from '../outcome/migration-error.js'
import { toolVersion } from './tool-version.js'
import type { CommandContext, CommonFlags } from './context.js'

/** A command's work, loaded only when it is called. Resolves to the exit code. */
type Run = (context: CommandContext, operands: string[], flags: never) => Promise<number>

/** Runs the command line. Resolves to the exit code; every error has been told on stderr. */
export const runProgram = async (argv: string[], context: CommandContext): Promise<number> => {
  let exitCode = 0
  const program = createProgram(context, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(argv, { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return tell(error, context, argv.includes('--json'))
  }
}

const tell = (cause: unknown, { stdout, stderr, stop }: CommandContext, isJson: boolean): number => {
  const isInterrupted = stop.aborted && !(cause instanceof MigrationError)
  const error = isInterrupted ? new MigrationError('interrupted', 'interrupted', 'interrupted') : cause
  if (error instanceof MigrationError) {
    if (isJson) stdout(`${JSON.stringify({ error: { code: error.code, message: error.message } })}\n`)
    stderr(`logto-migrate: ${error.message}\n`)
  } else {
    const text = error instanceof Error ? (error.stack ?? error.message) : String(error)
    stderr(`logto-migrate: this should not have happened; please report it with the lines below\n${text}\n`)
  }
  return exitCodeOf(error)
}

const createProgram = (context: CommandContext, onEnd: (exitCode: number) => void): Command => {
  const program = new Command('logto-migrate')
    .description('Moves users from any identity system into Logto.')
    .version(toolVersion)
    .exitOverride()
    .configureOutput({ writeOut: context.stdout, writeErr: context.stderr })
    .showHelpAfterError('(add --help for the options)')

  const start = (load: () => Promise<Run>) => {
    return async (...values: unknown[]): Promise<void> => {
      const command = values.at(-1) as Command
      const run = await load()
      onEnd(
        await run(plainContext(context, command.opts<CommonFlags>()), command.args, command.opts<never>()),
      )
    }
  }

  withSource(addCommand(program, 'init'))
    .description('write migrate.config.ts and .env.example; asks on a terminal, goes by flags elsewhere')
    .option('--from <files...>', 'export to recognise and to write the config for')
    .option('--endpoint <url>', 'URL of Logto')
    .option('--tenant <id>', 'tenant id')
    .option('--force', 'overwrite what is there')
    .addHelpText('after', examples('logto-migrate init', 'logto-migrate init --from users.json'))
    .action(start(async () => (await import('./init.js')).runInitCommand))

  withSource(addCommand(program, 'inspect'))
    .description(
      'say what an export is: format, system and why, fields, password hashes, a config that works',
    )
    .argument('[files...]', 'exports in order, globs, or - for standard input')
    .addHelpText(
      'after',
      examples('logto-migrate inspect users.json', 'logto-migrate inspect "exports/*.gz" --json'),
    )
    .action(start(async () => (await import('./inspect.js')).runInspectCommand))

  withSource(withTarget(addCommand(program, 'import')))
    .description('run the import, or resume it when the run folder holds a checkpoint of the same input')
    .argument('[files...]', 'exports in order, globs, or - for standard input; gzip and zstd are recognised')
    .option('--dry-run', 'the same as check')
    .option('--resume', 'there must be a checkpoint')
    .option('--fresh', 'there must be no checkpoint, or --force sets it aside')
    .option('--force', 'with --fresh: set the checkpoint aside')
    .option('--limit <n>', 'import at most n records in this session')
    .option('--on-conflict <policy>', 'somebody with these identifiers is there: skip or fail')
    .option(
      '--wait',
      'when the target is down: wait until it is back, however long; else stop after 2 minutes',
    )
    .option('--sync <mode>', 'when the checkpoint is forced to disk: always, group or never')
    .option('--yes', 'ask nothing')
    .addHelpText(
      'after',
      examples(
        'logto-migrate import users.csv --endpoint https://auth.example.com',
        'logto-migrate import "exports/*.ndjson.gz" --source auth0 --run .migrate/auth0',
        'zstdcat users.ndjson.zst | logto-migrate import - --rate 100/10s',
      ),
    )
    .action(start(async () => (await import('./import.js')).runImportCommand))

  withSource(addCommand(program, 'check'))
    .description('read, map and validate everything without the network; price the run (= import --dry-run)')
    .argument('[files...]', 'exports in order, globs, or - for standard input')
    .option('--max-rejected <n>', 'exit with 0 when at most so many records (or this share: 2%) are rejected')
    .option(
      '--passwords <file>',
      'known passwords (key or identifier, password), checked without the network',
    )
    .addHelpText(
      'after',
      examples(
        'logto-migrate check users.csv',
        'logto-migrate check export.ndjson.gz --source auth0 --json',
        'logto-migrate check users.csv --max-rejected 2%',
        'logto-migrate check users.ndjson --hashes hashes.ndjson --passwords known.csv',
      ),
    )
    .action(start(async () => (await import('./check.js')).runCheckCommand))

  withTarget(addCommand(program, 'retry'))
    .description('drive again only what failed, in the same run')
    .argument('[files...]', 'the same input; by default from the config')
    .addHelpText(
      'after',
      examples('logto-migrate retry users.csv', 'logto-migrate retry users.csv --run .migrate/users'),
    )
    .action(start(async () => (await import('./import.js')).runRetryCommand))
  withSource(program.commands.at(-1)!)

  addCommand(program, 'status')
    .description('say where a run stands, from its checkpoint alone')
    .argument('[run]', 'folder of the run; by default the only one in .migrate')
    .option('--check', 'audit the checkpoint line by line')
    .addHelpText('after', examples('logto-migrate status', 'logto-migrate status .migrate/users --json'))
    .action(start(async () => (await import('./status.js')).runStatusCommand))

  withSource(withTarget(addCommand(program, 'preflight')))
    .description(
      'ask the target whether the run can work: access, clock, speed, and a hash canary per family',
    )
    .argument('[files...]', 'exports whose hash families are tried; all families when there are none')
    .option('--no-canary', 'create no temporary users')
    .addHelpText(
      'after',
      examples('logto-migrate preflight', 'logto-migrate preflight users.ndjson --source auth0 --json'),
    )
    .action(start(async () => (await import('./preflight.js')).runPreflightCommand))

  withSource(withTarget(addCommand(program, 'verify')))
    .description('compare the target with the source user by user, and prove known passwords there')
    .argument('[files...]', 'the exports that were imported; by default from the config')
    .option('--passwords <file>', 'known passwords (key or identifier, password), checked by the target')
    .option('--passwords-only', 'prove passwords and compare nothing')
    .option('--out <file>', 'where the differences go (default: differences.ndjson in the run folder)')
    .addHelpText(
      'after',
      examples(
        'logto-migrate verify users.ndjson --source auth0',
        'logto-migrate verify users.csv --passwords known.csv --json',
        'logto-migrate verify --passwords known.csv --passwords-only',
      ),
    )
    .action(start(async () => (await import('./verify.js')).runVerifyCommand))

  addCommand(program, 'password')
    .description('say what Logto gets for one stored password, and whether a plaintext matches it')
    .argument('[hash]', 'the hash in single quotes, as text or JSON object; - for standard input')
    .option('-c, --config <file>', 'config file whose password section is used')
    .option('-s, --source <system>', 'which system wrote it, see docs/passwords.md (default: generic)')
    .option('--param <name=value>', 'what stands beside the hash, for example salt=abc; repeatable', gather)
    .option('--verify', 'the plaintext comes as one line on standard input')
    .option('--batch <file>', 'rows of id, source, sourceHash, params, password instead of one hash')
    .addHelpText(
      'after',
      examples(
        "logto-migrate password '$2b$10$…' --source auth0",
        'logto-migrate password 5f4dcc3b5aa765d61d8327deb882cf99 --source custom --param algorithm=md5 --verify < known.txt',
        'logto-migrate password --batch hashes.ndjson --json',
      ),
    )
    .action(start(async () => (await import('./password.js')).runPasswordCommand))

  addCommand(program, 'sandbox')
    .description('serve a Logto-compatible target on loopback, for rehearsals')
    .option('--port <n>', 'port to listen on', '3001')
    .option('--latency <ms>', 'answer after so many milliseconds; 20-200 for a range')
    .option('--rate <n/seconds>', 'answer 429 beyond this budget, for example 200/10s')
    .option('--token-lifetime <seconds>', 'life of an access token', '3600')
    .option('--faults <json>', 'faults to inject, see docs/sandbox.md')
    .option('--seed <n>', 'makes the faults repeatable', '1')
    .addHelpText(
      'after',
      examples(
        'logto-migrate sandbox --rate 200/10s',
        'logto-migrate sandbox --port 3001 --latency 20-200 --token-lifetime 60',
      ),
    )
    .action(start(async () => (await import('./sandbox.js')).runSandboxCommand))

  return program
}

const addCommand = (program: Command, name: string): Command =>
  program
    .command(name)
    .exitOverride()
    .option('--json', 'print one JSON document on stdout and nothing else there')
    .option('-q, --quiet', 'no talk on stderr but errors')
    .option('-v, --verbose', 'more talk on stderr')
    .option('--no-color', 'no colours')

const gather = (value: string, earlier: string[] | undefined): string[] => [...(earlier ?? []), value]

const withSource = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('-s, --source <preset>', 'where the export comes from (default: recognised)')
    .option('--format <format>', 'auto, csv, tsv, json, ndjson or ldif')
    .option('--delimiter <character>', 'of a CSV file (default: recognised)')
    .option('--json-path <path>', 'where the array of records is in a JSON file (default: found)')
    .option('--hashes <file>', 'password hashes of an export of their own, joined by key')
    .option('-r, --run <folder>', "folder of the run (default: .migrate/ and the first file's base name)")
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')

const withTarget = (command: Command): Command =>
  command
    .option('--concurrency <n>', 'requests in flight at most, or auto (default: auto)')
    .option('--endpoint <url>', 'URL of Logto (LOGTO_ENDPOINT)')
    .option('--tenant <id>', 'tenant id (LOGTO_TENANT_ID)')
    .option('--app-id <id>', 'machine-to-machine application (LOGTO_APP_ID); the secret is LOGTO_APP_SECRET')
    .addOption(new Option('--app-secret <secret>').hideHelp().argParser(refuseSecret))

/** A flag is in the process list and in the shell's history. */
const refuseSecret = (): never => {
  throw new MigrationError('usage', 'secret_as_flag', 'the secret is never a flag: set LOGTO_APP_SECRET')
}

const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`

const plainContext = (context: CommandContext, flags: CommonFlags): CommandContext => ({
  ...context,
  stderr: flags.quiet === true ? () => undefined : context.stderr,
  hasColor: context.hasColor && flags.color !== false,
})
