import type { Flags } from './flags.js'
import { mustBePrivate, type ProxySettings } from '../outcome/must-be-private.js'
import { readProxy } from '../outcome/read-proxy.js'
import { MigrationError } from '../outcome/migration-error.js'
import type { InputWatch } from '../source/bytes/input-watch.js'
import type { TextFormat } from '../source/sniff/sniff-text.js'
import type { LiveRecords } from '../source/input/live-records.js'
import type { Preset } from '../presets/preset.js'
import { parseShard, type Shard, suffixOfShard } from '../plan/shard.js'
import type { MigrateConfig } from './config.js'
import { type CsvSettings, readCsvSettings } from './csv-settings.js'
import { upstreamOf } from './upstream-of.js'
import type { Environment } from './load-config.js'
import { missingTarget } from './missing-target.js'

/** Where Logto is and who asks. */
export interface TargetSettings {
  endpoint: string
  tenantId: string
  resource: string
  appId: string
  appSecret: string
  /** URL of the Redis that holds the budget shared by several processes; may hold a password. */
  redis?: string | undefined
  /** What requests go through. */
  proxy?: ProxySettings | undefined
  /** `http://` may be used for more than loopback. */
  insecureHttp?: boolean | undefined
}

/** What a command works with: flag before environment before config before default. */
export interface Settings extends Omit<
  MigrateConfig,
  'source' | 'target' | 'run' | 'rate' | 'redis' | 'concurrency' | 'settleWithin' | 'onConflict' | 'sync'
> {
  files: string[]
  /** A name, the path of a module, or a preset itself; undefined when the content is to say. */
  preset: string | Preset | undefined
  format: 'auto' | TextFormat
  delimiter: string | undefined
  jsonPath: string | undefined
  member: string | undefined
  sheet: string | undefined
  table: string | undefined
  /** File of password hashes that are joined by key. */
  hashes: string | undefined
  columns: Record<string, string | null>
  csv: CsvSettings
  encoding: string | undefined
  strict: boolean
  records: LiveRecords | undefined
  related: Record<string, string | string[]>
  run: string | undefined
  rate: string
  concurrency: number | 'auto'
  settleWithinMs: number
  onConflict: 'skip' | 'update' | 'fail'
  sync: 'always' | 'group' | 'never'
  limit: number | undefined
  /** The part of the input that this process drives. */
  shard?: Shard | undefined
  /** Whether hashes that Logto cannot take are kept; undefined: when the run has a store of them. */
  keepLegacy?: boolean | undefined
  /** Holds every reading of the input against its fingerprints, once they are made. */
  watch?: InputWatch | undefined
}

/** Merges flags and config. Throws MigrationError('usage') for a flag with a value that it cannot have. */
export const resolveSettings = (files: string[], flags: Flags, config: MigrateConfig): Settings => {
  const { source, target: _target, redis: _redis, ...rest } = config
  const shard = readShard(flags, config)
  return {
    ...rest,
    ...(flags.plaintextPasswords === true ? { password: { ...rest.password, plaintext: true } } : {}),
    files: files.length > 0 ? files : [source?.files ?? []].flat(),
    preset: flags.source ?? source?.preset,
    format:
      oneOf('--format', flags.format, [
        'auto',
        'csv',
        'tsv',
        'json',
        'ndjson',
        'ldif',
        'yaml',
        'sql',
        'table',
        'xml',
      ]) ??
      source?.format ??
      'auto',
    delimiter: unescapeDelimiter(flags.delimiter) ?? source?.delimiter,
    jsonPath: flags.jsonPath ?? source?.jsonPath,
    member: flags.member ?? source?.member,
    sheet: flags.sheet ?? source?.sheet,
    table: flags.table ?? source?.table,
    hashes: flags.hashes ?? source?.passwords,
    keepLegacy: readKeepLegacy(flags, config),
    ...readCsvSettings(flags, source),
    strict: flags.strict ?? source?.strict ?? false,
    records: files.length > 0 ? undefined : source?.records,
    related: source?.related ?? {},
    run: flags.run ?? runOfShard(config.run, shard),
    shard,
    rate: flags.rate ?? config.rate ?? '200/10s',
    concurrency: readConcurrency(flags.concurrency) ?? config.concurrency ?? 'auto',
    settleWithinMs: (readCount('--settle-within', flags.settleWithin) ?? config.settleWithin ?? 30) * 1000,
    onConflict:
      oneOf('--on-conflict', flags.onConflict, ['skip', 'update', 'fail']) ?? config.onConflict ?? 'skip',
    sync: oneOf('--sync', flags.sync, ['always', 'group', 'never']) ?? config.sync ?? 'group',
    limit: readCount('--limit', flags.limit),
  }
}

/**
 * Where Logto is.
 *
 * @throws MigrationError `config/target_incomplete` that names everything that is missing and how to give it
 */
export const resolveTarget = (flags: Flags, env: Environment, config: MigrateConfig): TargetSettings => {
  const tenantId = flags.tenant ?? given(env['LOGTO_TENANT_ID']) ?? config.target?.tenantId ?? 'default'
  const isCloud = tenantId !== 'default'
  const address =
    flags.endpoint ??
    given(env['LOGTO_ENDPOINT']) ??
    given(config.target?.endpoint) ??
    (isCloud ? `https://${tenantId}.logto.app` : undefined)
  const appId = flags.appId ?? given(env['LOGTO_APP_ID']) ?? given(config.target?.appId)
  const appSecret = flags.appSecret ?? given(env['LOGTO_APP_SECRET'])
  if (address === undefined || appId === undefined || appSecret === undefined) {
    const parts = { endpoint: address, appId, appSecret }
    throw missingTarget(
      (Object.keys(parts) as (keyof typeof parts)[]).filter((part) => parts[part] === undefined),
    )
  }
  const endpoint = readEndpoint(address)
  const insecureHttp = flags.insecureHttp ?? config.target?.insecureHttp ?? false
  const proxy = readProxy(env, endpoint)
  if (!insecureHttp) mustBePrivate(endpoint, proxy)
  return {
    endpoint,
    proxy,
    insecureHttp,
    tenantId,
    resource: given(env['LOGTO_RESOURCE']) ?? config.target?.resource ?? `https://${tenantId}.logto.app/api`,
    appId,
    appSecret,
    redis: flags.redis ?? given(env['LOGTO_MIGRATE_REDIS']) ?? config.redis,
  }
}

/** Without the mark nobody would know whom to ask for the old password. */
const readKeepLegacy = (
  flags: Flags,
  { legacyPasswords, keepMigratedFrom }: MigrateConfig,
): boolean | undefined => {
  const config = typeof legacyPasswords === 'object' ? (legacyPasswords.keep ?? true) : legacyPasswords
  const isKept = flags.keepLegacy ?? config
  const isUsed = isKept === true || upstreamOf({ legacyPasswords }) !== undefined
  if (!isUsed || keepMigratedFrom !== false) return isKept
  throw new MigrationError(
    'config',
    'legacy_needs_mark',
    'old passwords need customData.migratedFrom, whose mark says who still has one: leave keepMigratedFrom: false out of the config',
  )
}

const readEndpoint = (text: string): string => {
  const url = URL.canParse(text) ? new URL(text) : undefined
  if (url === undefined || !/^https?:$/.test(url.protocol)) {
    throw new MigrationError(
      'config',
      'endpoint_invalid',
      `the endpoint is not a URL: expected something like https://auth.example.com, got "${text}"`,
    )
  }
  // People paste the Management API's own address; everything below the origin is ours to add.
  return url.origin + url.pathname.replace(/\/(api\/?)?$/, '')
}

/** Without the mark, users of one shard could be taken for those of another after a crash. */
const readShard = ({ shard }: Flags, { keepMigratedFrom }: MigrateConfig): Shard | undefined => {
  if (shard === undefined) return undefined
  if (keepMigratedFrom !== false) return parseShard(shard)
  throw new MigrationError(
    'config',
    'shard_needs_mark',
    '--shard needs customData.migratedFrom, which tells the users of the shards apart: leave keepMigratedFrom: false out of the config',
  )
}

/** Every shard has a run of its own. */
const runOfShard = (run: string | undefined, shard: Shard | undefined): string | undefined =>
  run === undefined || shard === undefined ? run : run.replace(/(?<![/\\])[/\\]*$/, suffixOfShard(shard))

const readConcurrency = (text: string | number | undefined): number | 'auto' | undefined =>
  text === 'auto' ? 'auto' : readCount('--concurrency', text)

const readCount = (flag: string, text: string | number | undefined): number | undefined => {
  if (text === undefined) return undefined
  if (!/^[1-9]\d*$/.test(String(text))) throw usage(`${flag} takes a whole number from 1, got "${text}"`)
  return Number(text)
}

const oneOf = <T extends string>(flag: string, value: string | undefined, allowed: T[]): T | undefined => {
  if (value === undefined) return undefined
  const found = allowed.find((candidate) => candidate === value)
  if (found === undefined) throw usage(`${flag} takes ${allowed.join(', ')}, got "${value}"`)
  return found
}

/** A shell makes it hard to type a tab. */
const unescapeDelimiter = (text: string | undefined): string | undefined =>
  text === '\\t' || text === 'tab' ? '\t' : text

/** An empty variable is as good as none. */
const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value)

const usage = (message: string): MigrationError => new MigrationError('usage', 'flag_invalid', message)
