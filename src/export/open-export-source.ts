import { MigrationError } from '../outcome/migration-error.js'
import type { ExportRequest } from './export-request.js'
import type { ExportSource } from './export-source.js'
import { usersFile } from './export-source.js'
import { listSqlSystems } from './systems/sql-systems.js'
import { vendors } from './vendors/vendor-registry.js'

/** Systems that keep their people in MongoDB, and the collections of each. */
const collections: { readonly [system: string]: { readonly [file: string]: readonly string[] } } = {
  mongoose: { [usersFile]: ['users'], roles: ['roles'] },
  'better-auth': {
    [usersFile]: ['user', 'users'],
    accounts: ['account', 'accounts'],
    members: ['member', 'members'],
    organizations: ['organization', 'organizations'],
  },
  authjs: { [usersFile]: ['users'], accounts: ['accounts'] },
}

/** Other names on the command line. */
const aliases: { readonly [name: string]: string } = {
  meteor: 'mongoose',
  rails: 'devise',
  flask: 'werkzeug',
  gotrue: 'supabase',
  nextauth: 'authjs',
}

/** Names that `export` takes. */
export const listExportSystems = (): string[] =>
  [
    ...new Set([
      ...listSqlSystems().map(({ name }) => name),
      ...Object.keys(collections),
      ...Object.keys(vendors),
      'ldap',
      'active-directory',
      'sql',
    ]),
  ].sort()

/**
 * Connects to a running system.
 *
 * @throws MigrationError `usage/unknown_system`, `config/source_incomplete`
 */
export const openExportSource = async (given: ExportRequest): Promise<ExportSource> => {
  const request = { ...given, system: aliases[given.system] ?? given.system }
  const { system, env } = request
  if (system === 'ldap' || system === 'active-directory') return openLdap(request)
  if (system === 'sql') return openOwn(request)
  const inTables = listSqlSystems(request.realm).find(({ name }) => name === system)
  const url = databaseUrl(request)
  if (Object.hasOwn(vendors, system) && !(inTables !== undefined && isDatabaseWanted(request, url))) {
    const { openVendor } = await import('./vendors/open-vendor.js')
    return openVendor(request)
  }
  if (
    Object.hasOwn(collections, system) &&
    (inTables === undefined || (url ?? env['MONGODB_URI'] ?? '').startsWith('mongodb'))
  ) {
    return openDocuments(request)
  }
  if (inTables === undefined) {
    throw new MigrationError(
      'usage',
      'unknown_system',
      `export: expected one of ${listExportSystems().join(', ')}, got ${JSON.stringify(system)}`,
    )
  }
  const { openSql } = await import('./databases/open-sql.js')
  const { createSqlSource } = await import('./databases/sql-source.js')
  const session = await openSql(url ?? missingUrl())
  if (!inTables.dialects.includes(session.dialect.name)) {
    await session.close()
    throw new MigrationError(
      'usage',
      'source_invalid',
      `${system} is read from ${inTables.dialects.join(' or ')}, and the URL names ${session.dialect.title}`,
    )
  }
  return createSqlSource(inTables, session, request)
}

/** The operator's word, else whether a database was named. */
const isDatabaseWanted = ({ via, env, database }: ExportRequest, url: string | undefined): boolean =>
  via === undefined
    ? database !== undefined || given(env['SOURCE_DATABASE_URL']) !== undefined
    : via === 'database' && (url !== undefined || missingUrl() !== '')

const databaseUrl = ({ env, database }: ExportRequest): string | undefined =>
  database === undefined
    ? (given(env['SOURCE_DATABASE_URL']) ?? given(env['DATABASE_URL']))
    : `sqlite:${database}`

const given = (value: string | undefined): string | undefined => (value === '' ? undefined : value)

const missingUrl = (): never =>
  missing(
    'the URL of the database',
    'SOURCE_DATABASE_URL (postgres://, mysql://, sqlserver://, mongodb://), or --database with a file of SQLite',
  )

const missing = (what: string, how: string): never => {
  throw new MigrationError('config', 'source_incomplete', `${what} is missing: set ${how}`)
}

const openLdap = async ({ env, system, since }: ExportRequest): Promise<ExportSource> => {
  const { openDirectory } = await import('./databases/directory.js')
  return openDirectory({
    url:
      given(env['LDAP_URL']) ??
      missing('the URL of the directory', 'LDAP_URL, such as ldaps://ldap.example.org'),
    bindDn: given(env['LDAP_BIND_DN']),
    password: given(env['LDAP_BIND_PASSWORD']),
    baseDn: given(env['LDAP_BASE_DN']),
    since,
    system,
  })
}

const openDocuments = async (request: ExportRequest): Promise<ExportSource> => {
  const { openMongo } = await import('./databases/mongodb.js')
  const known = collections[request.system]!
  return openMongo({
    url:
      databaseUrl(request) ??
      given(request.env['MONGODB_URI']) ??
      missing('the URL of MongoDB', 'SOURCE_DATABASE_URL or MONGODB_URI'),
    system: request.system,
    collections: request.table === undefined ? known : { ...known, [usersFile]: [request.table] },
    since: request.since,
  })
}

const openOwn = async (request: ExportRequest): Promise<ExportSource> => {
  const { openSql } = await import('./databases/open-sql.js')
  const { createSqlSource } = await import('./databases/sql-source.js')
  const { openOwnSql } = await import('./systems/own/own-sql.js')
  const session = await openSql(databaseUrl(request) ?? missingUrl())
  try {
    const system = await openOwnSql({ ...request, session, related: request.related ?? [] })
    return createSqlSource(system, session, { since: request.since })
  } catch (error) {
    await session.close()
    throw error
  }
}
