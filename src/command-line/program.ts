import { Command, CommanderError } from 'commander'
import { MigrationError } from '../outcome/migration-error.js'
import { nearestName } from '../outcome/nearest-name.js'
import { escapeControls } from '../outcome/escape-controls.js'
import type { CommandContext, CommonFlags } from '../terminal/command-context.js'
import { declareApi } from './declare/api.js'
import { declareCheck } from './declare/check.js'
import { declareClaims } from './declare/claims.js'
import { declareCompletion } from './declare/help/completion.js'
import { declareDocs } from './declare/help/docs.js'
import { declareExport } from './declare/export.js'
import { declareImport } from './declare/import.js'
import { declareInit } from './declare/init.js'
import { declareInspect } from './declare/inspect.js'
import { declareLinks } from './declare/links.js'
import { declareLogs } from './declare/logs.js'
import { declarePassword } from './declare/password.js'
import { declarePreflight } from './declare/preflight.js'
import { declareReport } from './declare/report.js'
import { declareRetry } from './declare/retry.js'
import { declareRollback } from './declare/rollback.js'
import { declareSandbox } from './declare/sandbox.js'
import { declareStatus } from './declare/status.js'
import { declareTrickle } from './declare/trickle.js'
import { declareUsers } from './declare/users.js'
import { declareVerify } from './declare/verify.js'
import type { Start } from './options.js'
import { tellError } from '../commands/terminal/tell-error.js'
import { toolVersion } from '../jobs/tool-version.js'

/** In the order of --help: before a run, the run, after it, tools. */
const declarations = [
  declareInit,
  declareExport,
  declareInspect,
  declareImport,
  declareCheck,
  declareRetry,
  declareStatus,
  declarePreflight,
  declareVerify,
  declareReport,
  declareRollback,
  declareUsers,
  declareLogs,
  declareApi,
  declarePassword,
  declareTrickle,
  declareLinks,
  declareClaims,
  declareSandbox,
  declareDocs,
  declareCompletion,
]

/** Runs the command line. Resolves to the exit code; every error has been told on stderr. */
export const runProgram = async (argv: string[], given: CommandContext): Promise<number> => {
  const context = withoutControls(given)
  let exitCode = 0
  const program = createProgram(context, (code) => {
    exitCode = code
  })
  try {
    await program.parseAsync(readHelp(program, argv), { from: 'user' })
    return exitCode
  } catch (error) {
    if (error instanceof CommanderError) return error.exitCode === 0 ? 0 : 2
    return tellError(error, context, argv.includes('--json'))
  }
}

/**
 * Whatever is written goes through here: names of files, texts of the source and of the target can hold sequences
 * that a terminal would act on, and secrets that an error quotes.
 */
const withoutControls = (context: CommandContext): CommandContext => ({
  ...context,
  stdout: (text) => context.stdout(escapeControls(text)),
  stderr: (text) => context.stderr(escapeControls(text)),
  draw: context.draw ?? context.stderr,
})

/**
 * `help trickle serve` as `trickle serve --help`: commander knows no help of inner commands, and prints the help of all
 * where there is no such command.
 *
 * @throws MigrationError `usage/command_unknown`
 */
const readHelp = (program: Command, argv: readonly string[]): string[] => {
  const [first, ...words] = argv
  const isPlain = first === 'help' && words.length > 0 && !words.some((word) => word.startsWith('-'))
  if (!isPlain || words[0] === 'help') return [...argv]
  let command = program
  for (const [index, word] of words.entries()) {
    const inner = command.commands.find((one) => one.name() === word)
    if (inner === undefined) {
      // What takes no command takes operands, about which there is nothing more to say.
      if (index > 0 && command.commands.length === 0) return [...words.slice(0, index), '--help']
      throw unknownCommand(command, words.slice(0, index + 1))
    }
    command = inner
  }
  return [...words, '--help']
}

const unknownCommand = (within: Command, path: readonly string[]): MigrationError => {
  const names = within.createHelp().visibleCommands(within)
  const nearest = nearestName(
    path.at(-1) ?? '',
    names.map((one) => one.name()),
  )
  const advice = nearest === undefined ? '' : `; did you mean ${nearest}?`
  return new MigrationError(
    'usage',
    'command_unknown',
    `there is no command "${path.join(' ')}"${advice} (logto-migrate help lists all)`,
  )
}

const createProgram = (context: CommandContext, onEnd: (exitCode: number) => void): Command => {
  const program = new Command('logto-migrate')
    .description('Moves users from any identity system into Logto.')
    .version(toolVersion)
    .exitOverride()
    .configureOutput({ writeOut: context.stdout, writeErr: context.stderr })
    .showHelpAfterError('(add --help for the options)')

  const start: Start =
    (load) =>
    async (...values) => {
      const command = values.at(-1) as Command
      const run = await load()
      onEnd(
        await run(plainContext(context, command.opts<CommonFlags>()), command.args, command.opts<never>()),
      )
    }
  declareCommands(program, start)
  return program
}

/** Every command with its flags; `start` makes of its work what is done when it is called. */
export const declareCommands = (program: Command, start: Start): void => {
  for (const declare of declarations) declare(program, start)
}

const plainContext = (context: CommandContext, flags: CommonFlags): CommandContext => ({
  ...context,
  stderr: flags.quiet === true ? () => undefined : context.stderr,
  hasColor: context.hasColor && flags.color !== false,
})
