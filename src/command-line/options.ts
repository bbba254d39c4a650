import { type Command, Option } from 'commander'
import { MigrationError } from '../outcome/migration-error.js'
import type { CommandContext } from '../terminal/command-context.js'

/** A command's work, loaded only when it is called. Resolves to the exit code. */
export type Run = (context: CommandContext, operands: string[], flags: never) => Promise<number>

/** Makes a commander action of the work that `load` brings. */
export type Start = (load: () => Promise<Run>) => (...values: unknown[]) => Promise<void>

export const addCommand = (program: Command, name: string): Command =>
  program
    .command(name)
    .exitOverride()
    .option('--json', 'print one JSON document on stdout and nothing else there')
    .option('-q, --quiet', 'no talk on stderr but errors')
    .option('-v, --verbose', 'more talk on stderr')
    .option('--no-color', 'no colours')

export const gather = (value: string, earlier: string[] | undefined): string[] => [...(earlier ?? []), value]

export const withSource = (command: Command): Command =>
  command
    .option('-c, --config <file>', 'config file (default: migrate.config.ts if it is there)')
    .option('-s, --source <preset>', 'where the export comes from (default: recognised)')
    .option('--format <format>', 'auto, csv, tsv, json, ndjson, ldif, yaml, sql, table or xml')
    .option('--delimiter <character>', 'of a CSV file (default: recognised)')
    .option('--escape <how>', 'of a CSV file: doubled quotes, or backslash (default: recognised)')
    .option('--header', 'the first row of a CSV file is a header, whatever it looks like')
    .option('--no-header', 'a CSV file has no header; --columns names its columns')
    .option('--columns <names>', 'of a CSV file without a header, in order, with commas between')
    .option('--encoding <label>', 'of the files: windows-1252, shift_jis, … (default: recognised)')
    .option('--strict', 'refuse CSV rows that are short, long or oddly quoted instead of reading them')
    .option('--json-path <path>', 'where the array of records is in a JSON file (default: found)')
    .option('--member <name>', 'the file inside a .zip or .tar archive (default: the only one that fits)')
    .option('--sheet <name>', 'of an .xlsx workbook, by name or number (default: the first)')
    .option(
      '--table <name>',
      'of a SQL dump, or element of XML (default: the one that looks most like users)',
    )
    .option('--hashes <file>', 'password hashes of an export of their own, joined by key')
    .option('--plaintext-passwords', 'passwords that look like no hash are plaintext (default: left out)')
    .option('-r, --run <folder>', "folder of the run (default: .migrate/ and the first file's base name)")
    .option('--rate <n/seconds>', 'requests per time, or off (default: 200/10s)')

export const withTarget = (command: Command): Command =>
  withAccess(command.option('--concurrency <n>', 'requests in flight at most, or auto (default: auto)'))

/** Where Logto is and who asks. */
export const withAccess = (command: Command): Command =>
  command
    .option('--redis <url>', 'budget shared with other processes, held in this Redis (LOGTO_MIGRATE_REDIS)')
    .option('--endpoint <url>', 'URL of Logto (LOGTO_ENDPOINT)')
    .option('--insecure-http', 'allow http:// for more than loopback: secrets are readable on the way')
    .option('--tenant <id>', 'tenant id (LOGTO_TENANT_ID)')
    .option('--app-id <id>', 'machine-to-machine application (LOGTO_APP_ID); the secret is LOGTO_APP_SECRET')
    .addOption(new Option('--app-secret <secret>').hideHelp().argParser(refuseSecret))

/** A flag is in the process list and in the shell's history. */
const refuseSecret = (): never => {
  throw new MigrationError('usage', 'secret_as_flag', 'the secret is never a flag: set LOGTO_APP_SECRET')
}

export const examples = (...lines: string[]): string =>
  `\nExamples:\n${lines.map((line) => `  $ ${line}\n`).join('')}`
