import { readFile } from 'node:fs/promises'
import { join, resolve } from 'node:path'
import type { Environment } from '../config/load-config.js'
import type { Effects } from '../effects/effects.js'
import { systemEffects } from '../effects/system-effects.js'
import type { ExportRequest } from '../export/export-request.js'
import type { ExportOutlook, ExportSource } from '../export/export-source.js'
import { readManifest } from '../export/manifest/read-manifest.js'
import { openExportSource } from '../export/open-export-source.js'
import type { ExportEvent } from '../export/export-options.js'
import { type ExportEnd, runExport } from '../export/run-export.js'
import { MigrationError } from '../outcome/migration-error.js'
import { toolVersion } from './tool-version.js'

/** What an export takes: the flags of the command line, and what a job gets of the world. */
export interface ExportUsersOptions {
  /** `supabase`, `auth0`, `sql`, … */
  system: string
  /** Folder to write to; a name that ends in `.gz` compresses the files. Default: `exports/<system>`. */
  to?: string | undefined
  gzip?: boolean | undefined
  /** Begins again, replacing an earlier export in the folder. */
  fresh?: boolean | undefined
  /** Only users changed since: an ISO 8601 time, or the folder of an earlier export. */
  since?: string | undefined
  /** At most so many users. */
  limit?: number | string | undefined
  via?: string | undefined
  /** A SQLite file. */
  database?: string | undefined
  schema?: string | undefined
  prefix?: string | undefined
  table?: string | undefined
  realm?: string | undefined
  /** With `sql`: file with a SELECT of users. */
  query?: string | undefined
  /** With `sql`: `name=file` with SELECTs of rows that belong to users. */
  related?: readonly string[] | undefined
  key?: string | undefined
  /** With `sql`: the preset that reads the rows. */
  source?: string | undefined
  rate?: string | undefined
  /** SOURCE_DATABASE_URL and the credentials of vendors, as `process.env` has them. Default: none. */
  env?: Environment | undefined
  /** What relative paths are relative to. Default: the working directory. */
  folder?: string | undefined
  effects?: Effects | undefined
  /** Aborting it stops in good order; the same call goes on there. */
  signal?: AbortSignal | undefined
  onEvent?: ((event: ExportEvent) => void) | undefined
}

/** How an export ended, and where it lies. */
export type ExportResult = ExportEnd & { folder: string }

/**
 * Reads a running system into a folder that every other job takes as `files`, or goes on where an earlier call stopped.
 *
 * @throws MigrationError `usage`, `config`, `input`, `target` or `output`
 */
export const exportUsers = async (options: ExportUsersOptions): Promise<ExportResult> => {
  const limit = readLimit(options.limit)
  const { folder, isCompressed } = readPlace(options)
  return withSource(options, async (source, request) => {
    const end = await runExport({
      source,
      folder: resolve(options.folder ?? '.', folder),
      isCompressed,
      isFresh: options.fresh,
      filters: { since: request.since, limit },
      options: listOptions(request),
      effects: request.effects,
      signal: request.signal,
      toolVersion,
      onEvent: options.onEvent,
    })
    return { ...end, folder }
  })
}

/** What an export would read; writes nothing. */
export interface ExportPreview extends ExportOutlook {
  system: string
  preset: string | undefined
  via: string
}

/** Connects and looks: counts, columns, rights. */
export const previewExport = (options: ExportUsersOptions): Promise<ExportPreview> =>
  withSource(options, async (source, { signal }) => {
    const { system, preset, via } = source
    return { system, preset, via, ...(await source.look(signal)) }
  })

const withSource = async <Result>(
  options: ExportUsersOptions,
  work: (source: ExportSource, request: ExportRequest) => Promise<Result>,
): Promise<Result> => {
  const request = await readRequest(options)
  const source = await openExportSource(request)
  try {
    return await work(source, request)
  } finally {
    await source.close()
  }
}

const readRequest = async (options: ExportUsersOptions): Promise<ExportRequest> => {
  const { folder = '.', via } = options
  const readSql = async (path: string): Promise<string> =>
    readFile(resolve(folder, path), 'utf8').catch((cause: unknown) => {
      throw new MigrationError('input', 'input_not_found', `there is no file ${path}; check the path`, {
        cause,
      })
    })
  const related = await Promise.all(
    (options.related ?? []).map(async (text) => {
      const [, name, path] = /^([\w-]+)=(.+)$/.exec(text) ?? []
      if (name === undefined || path === undefined) throw usage(`--related takes name=file, got "${text}"`)
      return { name, sql: await readSql(path) }
    }),
  )
  if (via !== undefined && via !== 'database' && via !== 'api' && via !== 'job') {
    throw usage(`--via takes database, api or job, got "${via}"`)
  }
  return {
    system: options.system.toLowerCase(),
    env: options.env ?? {},
    effects: options.effects ?? systemEffects,
    signal: options.signal ?? new AbortController().signal,
    ...(await readSince(options, folder)),
    via,
    database: options.database === undefined ? undefined : resolve(folder, options.database),
    schema: options.schema,
    prefix: options.prefix,
    table: options.table,
    realm: options.realm,
    preset: options.source,
    query: options.query === undefined ? undefined : await readSql(options.query),
    related,
    key: options.key,
    rate: options.rate,
    userAgent: `logto-migrate/${toolVersion}`,
  }
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

/** `users.ndjson.gz` names the folder `users`. */
const readPlace = ({ to, system, gzip }: ExportUsersOptions): { folder: string; isCompressed: boolean } => {
  const place = to ?? join('exports', system.toLowerCase())
  const folder = place.replace(/\.ndjson(?:\.gz)?$|\.gz$/i, '')
  return { folder, isCompressed: gzip === true || /\.gz$/i.test(place) }
}

/** The moment at which an earlier export began: what changed while it ran is in this one again, or for the first time. */
const readSince = async (
  { since: text, system }: ExportUsersOptions,
  folder: string,
): Promise<Pick<ExportRequest, 'since' | 'continuation'>> => {
  if (text === undefined) return {}
  const ms = /^\d{4}-\d\d-\d\d/.test(text) ? Date.parse(text) : Number.NaN
  if (!Number.isNaN(ms)) return { since: new Date(ms).toISOString() }
  const manifest = await readManifest(resolve(folder, text))
  if (manifest !== undefined) {
    const isSame = manifest.system === system.toLowerCase()
    return { since: manifest.startedAt, continuation: isSame ? manifest.continuation : undefined }
  }
  throw usage(
    `--since takes a time such as 2026-01-31T00:00:00Z, or the folder of an earlier export, got "${text}"`,
  )
}

const readLimit = (given: number | string | undefined): number | undefined => {
  if (given === undefined) return undefined
  if (!/^[1-9]\d{0,9}$/.test(String(given)))
    throw usage(`--limit takes a whole number from 1, got "${given}"`)
  return Number(given)
}

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
