import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import { loadConfig } from '../../config/load-config.js'
import { exportUsers } from '../../export/export-users.js'
import type { ExportSource } from '../../export/export-source.js'
import type { ExportRequest } from '../../export/export-request.js'
import { openExportSource } from '../../export/open-export-source.js'
import { MigrationError } from '../../outcome/migration-error.js'
import type { CommandContext, CommonFlags } from '../context.js'
import { toolVersion } from '../../jobs/tool-version.js'
import { describeEnd, describeOutlook, ExportTalk } from './export-talk.js'

export interface ExportFlags extends CommonFlags {
  to?: string
  gzip?: boolean
  dryRun?: boolean
  fresh?: boolean
  since?: string
  limit?: string
  via?: string
  database?: string
  schema?: string
  prefix?: string
  table?: string
  realm?: string
  query?: string
  related?: string[]
  key?: string
  source?: string
  rate?: string
}

/** Reads a running system into a folder. 0 when all is there, 130 when it was interrupted and can go on. */
export const runExportCommand = async (
  context: CommandContext,
  [system = '']: string[],
  flags: ExportFlags,
): Promise<number> => {
  await loadConfig(flags.config, context.folder, context.env)
  const request = await readRequest(system, context, flags)
  const limit = readLimit(flags.limit)
  const place = readPlace(system, flags)
  const source = await openExportSource(request)
  try {
    return await (flags.dryRun === true
      ? look(source, context, flags)
      : write(source, context, flags, { ...place, request, limit }))
  } finally {
    await source.close()
  }
}

const look = async (source: ExportSource, context: CommandContext, flags: ExportFlags): Promise<number> => {
  const outlook = await source.look(context.stop)
  const parts = outlook.parts.map(({ name, files, total }) => ({ name, files, total }))
  context.stdout(
    flags.json === true
      ? `${JSON.stringify({ system: source.system, preset: source.preset, via: source.via, ...outlook, settings: undefined, parts })}\n`
      : describeOutlook(source, outlook),
  )
  return 0
}

interface Writing {
  folder: string
  isCompressed: boolean
  request: ExportRequest
  limit: number | undefined
}

const write = async (
  source: ExportSource,
  context: CommandContext,
  flags: ExportFlags,
  { folder, isCompressed, request, limit }: Writing,
): Promise<number> => {
  const talk = new ExportTalk(context, flags)
  const end = await exportUsers({
    source,
    folder: resolve(context.folder, folder),
    isCompressed,
    isFresh: flags.fresh,
    filters: { since: request.since, limit },
    options: listOptions(request),
    effects: context.effects,
    signal: context.stop,
    toolVersion,
    onEvent: (event) => talk.take(event),
  })
  if (end.end === 'interrupted') {
    context.stderr(`Interrupted. The same command goes on where it stopped, in ${folder}.\n`)
    if (flags.json === true) context.stdout(`${JSON.stringify({ end: 'interrupted', folder })}\n`)
    return 130
  }
  const { settings: _, ...manifest } = end.manifest
  context.stdout(
    flags.json === true
      ? `${JSON.stringify({ end: 'complete', folder, manifest })}\n`
      : describeEnd(folder, end.manifest),
  )
  return 0
}

/** What decides which rows are read; never a credential. */
const listOptions = (request: ExportRequest): { [name: string]: string } => {
  const options: { [name: string]: string } = {}
  for (const name of ['via', 'schema', 'prefix', 'table', 'realm', 'preset', 'key', 'query'] as const) {
    const value = request[name]
    if (value !== undefined) options[name] = value
  }
  for (const { name, sql } of request.related ?? []) options[`related.${name}`] = sql
  return options
}

const readRequest = async (
  system: string,
  context: CommandContext,
  flags: ExportFlags,
): Promise<ExportRequest> => {
  const readSql = async (path: string): Promise<string> =>
    readFile(resolve(context.folder, path), 'utf8').catch((cause: unknown) => {
      throw new MigrationError('input', 'input_not_found', `there is no file ${path}; check the path`, {
        cause,
      })
    })
  const related = await Promise.all(
    (flags.related ?? []).map(async (text) => {
      const [, name, path] = /^([\w-]+)=(.+)$/.exec(text) ?? []
      if (name === undefined || path === undefined) throw usage(`--related takes name=file, got "${text}"`)
      return { name, sql: await readSql(path) }
    }),
  )
  const { via } = flags
  if (via !== undefined && via !== 'database' && via !== 'api') {
    throw usage(`--via takes database or api, got "${via}"`)
  }
  return {
    system: system.toLowerCase(),
    env: context.env,
    effects: context.effects,
    signal: context.stop,
    since: readSince(flags.since),
    via,
    database: flags.database === undefined ? undefined : resolve(context.folder, flags.database),
    schema: flags.schema,
    prefix: flags.prefix,
    table: flags.table,
    realm: flags.realm,
    preset: flags.source,
    query: flags.query === undefined ? undefined : await readSql(flags.query),
    related,
    key: flags.key,
    rate: flags.rate,
    userAgent: `logto-migrate/${toolVersion}`,
  }
}

/** `users.ndjson.gz` names a folder beside which no file of that name would be. */
const readPlace = (system: string, flags: ExportFlags): { folder: string; isCompressed: boolean } => {
  const to = flags.to ?? join('exports', system.toLowerCase())
  const folder = to.replace(/\.ndjson(?:\.gz)?$|\.gz$/i, '')
  return { folder, isCompressed: flags.gzip === true || /\.gz$/i.test(to) }
}

const readSince = (text: string | undefined): string | undefined => {
  if (text === undefined) return undefined
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (Number.isNaN(ms)) throw usage(`--since takes a time such as 2026-01-31T00:00:00Z, got "${text}"`)
  return new Date(ms).toISOString()
}

const readLimit = (text: string | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^[1-9]\d{0,9}$/.test(text)) throw usage(`--limit takes a whole number from 1, got "${text}"`)
  return Number(text)
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
