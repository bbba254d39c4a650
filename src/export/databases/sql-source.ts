import { MigrationError } from '../../outcome/migration-error.js'
import type { ExportOutlook, ExportPart, ExportSource } from '../export-source.js'
import { usersFile } from '../export-source.js'
import type { MappingProposal } from '../systems/own/propose-mapping.js'
import { inLines } from './dialect.js'
import { Names, type NamingOptions } from './names.js'
import { countPart, readPart } from './read-part.js'
import type { SqlSession } from './sql-session.js'
import type { SqlPart, SqlSystem } from './sql-system.js'

export interface SqlSourceOptions extends NamingOptions {
  since?: string | undefined
}

/** A system in tables, over a connection that is open. */
export const createSqlSource = (
  system: SqlSystem,
  session: SqlSession,
  options: SqlSourceOptions,
): ExportSource => ({
  system: system.name,
  preset: system.preset === null ? undefined : (system.preset ?? system.name),
  via: session.dialect.title,
  look: async (signal) => {
    const names = new Names(session.dialect, await session.listColumns(), session.defaultSchema, {
      ...options,
      prefix: options.prefix ?? system.prefix,
    })
    signal.throwIfAborted()
    const plan = system.plan(names)
    if (plan === undefined) throw notFound(system, names)
    const since = checkSince(system, plan.parts, options.since)
    const parts: ExportPart[] = []
    for (const planned of plan.parts) {
      const part = since === undefined ? planned : await withUnit(planned, session)
      const reading = { session, part, since: part.file === usersFile ? since : undefined }
      parts.push({
        name: part.file,
        files: [part.file],
        total: await countPart(reading),
        read: (from, stop) => readPart(reading, from, stop),
      })
    }
    const outlook: ExportOutlook = {
      systemVersion: session.version,
      parts,
      withheld: plan.withheld ?? [],
      columns: plan.columns,
      permissions: names.unreadable.map((table) => `${table} is there, and may not be read.`),
      snapshot: session.snapshot,
      settings: plan.settings,
      mapping: await proposeMapping(system, session, plan.parts[0]),
    }
    return outlook
  },
  close: () => session.close(),
})

/** As many rows as check judges columns by. */
const sampleSize = 200

const proposeMapping = async (
  { propose }: SqlSystem,
  session: SqlSession,
  users: SqlPart | undefined,
): Promise<MappingProposal | undefined> => {
  if (propose === undefined || users === undefined) return undefined
  const ordered = `SELECT * FROM (${inLines(users.query)}) q ORDER BY ${session.dialect.quote(users.key)}`
  return propose(await session.all(session.dialect.firstRows(ordered, sampleSize), []))
}

const checkSince = (
  system: SqlSystem,
  parts: readonly SqlPart[],
  since: string | undefined,
): string | undefined => {
  if (since === undefined) return undefined
  const users = parts.find(({ file }) => file === usersFile)
  if (users?.since !== undefined) return since
  throw new MigrationError(
    'usage',
    'since_unknown',
    `--since: ${system.name} has no column that says when a user was changed; export all of them, import --delta finds what changed`,
  )
}

/** Frameworks keep a time as a number as well, which no timestamp can be compared with. */
const withUnit = async (part: SqlPart, session: SqlSession): Promise<SqlPart> => {
  if (part.since?.unit !== 'timestamp') return part
  const { column } = part.since
  const [row] = await session.all(
    `SELECT MAX(${session.dialect.quote(column)}) AS latest FROM (${inLines(part.query)}) q`,
    [],
  )
  const latest = row?.['latest']
  const isNumber = typeof latest === 'number' || (typeof latest === 'string' && /^\d{9,16}$/.test(latest))
  if (!isNumber) return part
  // Seconds reach this number in the year 5138, milliseconds had it in 1973.
  return { ...part, since: { column, unit: Number(latest) > 100_000_000_000 ? 'milliseconds' : 'seconds' } }
}

const notFound = (system: SqlSystem, names: Names): MigrationError => {
  const unreadable =
    names.unreadable.length > 0 ? `, and may not read ${names.unreadable.slice(0, 5).join(', ')}` : ''
  const seen = names
    .listTables()
    .slice(0, 8)
    .map(({ name }) => name)
  return new MigrationError(
    'input',
    'users_table_missing',
    `${system.name}: expected a table ${system.usersTable}; the account sees ${seen.length === 0 ? 'no tables' : seen.join(', ')}${unreadable}. Name it with --table, or its place with --schema and --prefix`,
  )
}
