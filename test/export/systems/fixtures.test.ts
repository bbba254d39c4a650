import { readFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Database } from 'sql.js'
import { describe, expect, it } from 'vitest'
import { createSqlSource, type SqlSourceOptions } from '../../../src/export/databases/sql-source.js'
import { cellText } from '../../../src/export/databases/column-value.js'
import { openSqlite } from '../../../src/export/databases/sqlite.js'
import { runExport } from '../../../src/export/run-export.js'
import { listSqlSystems } from '../../../src/export/systems/sql-systems.js'
import { detectPreset } from '../../../src/presets/detect-preset.js'
import { findPreset } from '../../../src/presets/registry.js'
import type { JsonObject } from '../../../src/source/source-record.js'
import { planFixture, readContext, readFixture } from '../../presets/plan-fixture.js'
import { addTable, makeSqliteFile, openWithSqlJs } from '../../support/servers/sqlite-file.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

interface SystemCase {
  system: string
  users: string
  table: string
  /** Related file → its fixture, and the table that it is. */
  related?: { [name: string]: { file: string; table: string; view?: string } }
  options?: SqlSourceOptions
  /** Tables that a query joins, made of the fixture that holds its result. */
  split?: (database: Database) => void
}

/** A fixture of joined rows as the two tables that it was joined from. */
const splitRoles =
  (joined: string, members: string, roles: string, owner = 'user_id', name = 'role') =>
  (database: Database): void => {
    const ref = members === 'model_has_roles' || members.includes('roles') ? 'role_id' : 'group_id'
    database.run(
      `CREATE TABLE ${members} AS SELECT ${owner}, ${name} AS ${ref} FROM "${joined}";` +
        `CREATE TABLE ${roles} AS SELECT DISTINCT ${name} AS id, ${name} AS name FROM "${joined}"`,
    )
  }

const cases: SystemCase[] = [
  {
    system: 'supabase',
    users: 'users.csv',
    table: 'users',
    options: { schema: 'main' },
    related: {
      identities: { file: 'identities.csv', table: 'identities' },
      factors: { file: 'mfa-factors.csv', table: 'mfa_factors' },
    },
  },
  {
    system: 'django',
    users: 'auth_user.csv',
    table: 'auth_user',
    related: {
      groups: { file: 'auth_group.csv', table: 'auth_group' },
      groupMembers: { file: 'auth_user_groups.csv', table: 'auth_user_groups' },
    },
  },
  {
    system: 'devise',
    users: 'users.csv',
    table: 'users',
    related: {
      identities: { file: 'identities.csv', table: 'identities' },
      roles: { file: 'roles.csv', table: 'joined' },
    },
    split: splitRoles('joined', 'users_roles', 'roles'),
  },
  {
    system: 'laravel',
    users: 'users.csv',
    table: 'users',
    related: {
      identities: { file: 'identities.csv', table: 'social_accounts' },
      roles: { file: 'roles.csv', table: 'joined' },
    },
    split: splitRoles('joined', 'model_has_roles', 'roles', 'model_id'),
  },
  {
    system: 'wordpress',
    users: 'users.csv',
    table: 'wp_users',
    related: {
      usermeta: { file: 'usermeta.csv', table: 'wp_usermeta' },
      social: { file: 'social_users.csv', table: 'wp_social_users' },
    },
  },
  {
    system: 'drupal',
    users: 'users.csv',
    table: 'users_field_data',
    related: {
      roles: { file: 'roles.csv', table: 'user__roles' },
      social: { file: 'social_auth.csv', table: 'social_auth' },
      authmap: { file: 'authmap.csv', table: 'authmap' },
    },
  },
  {
    system: 'mediawiki',
    users: 'users.csv',
    table: 'user',
    related: {
      groups: { file: 'user_groups.csv', table: 'user_groups' },
      preferences: { file: 'user_properties.csv', table: 'user_properties' },
    },
  },
  {
    system: 'aspnet-identity',
    users: 'users.csv',
    table: 'AspNetUsers',
    related: {
      logins: { file: 'logins.csv', table: 'AspNetUserLogins' },
      claims: { file: 'claims.csv', table: 'AspNetUserClaims' },
      tokens: { file: 'tokens.csv', table: 'AspNetUserTokens' },
      userRoles: { file: 'user-roles.csv', table: 'AspNetUserRoles' },
      roles: { file: 'roles.csv', table: 'AspNetRoles' },
    },
  },
  {
    system: 'discourse',
    users: 'users.csv',
    table: 'users',
    related: {
      emails: { file: 'user-emails.csv', table: 'user_emails' },
      passwords: { file: 'user-passwords.csv', table: 'user_passwords' },
      accounts: { file: 'accounts.csv', table: 'user_associated_accounts' },
      secondFactors: { file: 'second-factors.csv', table: 'user_second_factors' },
      securityKeys: { file: 'security-keys.csv', table: 'user_security_keys' },
    },
  },
  {
    system: 'better-auth',
    users: 'users.json',
    table: 'user',
    related: {
      accounts: { file: 'accounts.json', table: 'account' },
      members: { file: 'members.json', table: 'member' },
      organizations: { file: 'organizations.json', table: 'organization' },
      twoFactors: { file: 'two-factors.json', table: 'twoFactor' },
      passkeys: { file: 'passkeys.json', table: 'passkey' },
    },
  },
  {
    system: 'authjs',
    users: 'users.csv',
    table: 'users',
    related: {
      accounts: { file: 'accounts.csv', table: 'accounts' },
      authenticators: { file: 'authenticators.csv', table: 'authenticators' },
    },
  },
  {
    system: 'werkzeug',
    users: 'users.csv',
    table: 'user',
    related: { roles: { file: 'roles.csv', table: 'joined' } },
    split: splitRoles('joined', 'roles_users', 'role'),
  },
  {
    system: 'spring',
    users: 'default-schema.csv',
    table: 'users',
    related: { roles: { file: 'authorities.csv', table: 'authorities' } },
  },
  {
    system: 'authentik',
    users: 'users.csv',
    table: 'authentik_core_user',
    related: {
      totp: { file: 'totp.csv', table: 'authentik_stages_authenticator_totp_totpdevice' },
      webauthn: { file: 'webauthn.csv', table: 'authentik_stages_authenticator_webauthn_webauthndevice' },
    },
  },
]

const readRows = async (path: string): Promise<JsonObject[]> =>
  (await readFile(path, 'utf8'))
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as JsonObject)

describe('what is exported from tables is what the preset eats', () => {
  it.each(cases)('$system', async ({ system, users, table, related = {}, options = {}, split }) => {
    const folder = await makeTemporaryFolder()
    const file = join(folder, 'site.db')
    const preset = findPreset(system)
    const rows = sortByKey(await readFixture(`${system}/${users}`))
    const parts = new Map<string, JsonObject[]>()
    for (const [name, one] of Object.entries(related)) {
      parts.set(name, await readFixture(`${system}/${one.file}`))
    }
    await makeSqliteFile(file, (database) => {
      addTable(database, table, rows)
      for (const [name, one] of Object.entries(related)) addTable(database, one.table, parts.get(name)!)
      split?.(database)
    })

    const session = await openSqlite(file, openWithSqlJs)
    const source = createSqlSource(
      listSqlSystems().find(({ name }) => name === system)!,
      session,
      options,
    )
    const end = await runExport({
      source,
      folder: join(folder, 'export'),
      effects: { now: () => 0 },
      signal: new AbortController().signal,
      toolVersion: 'test',
    })
    await source.close()

    expect(end).toMatchObject({ end: 'complete', manifest: { system, preset: system } })
    const exported = await readRows(join(folder, 'export', 'users.ndjson'))
    const context = { nowMs: Date.parse('2026-06-01T00:00:00Z') }
    const wanted = planFixture(
      preset,
      rows,
      await readContext(
        preset,
        Object.fromEntries(Object.entries(related).map(([name, one]) => [name, `${system}/${one.file}`])),
        context,
      ),
    )
    const got = planFixture(
      preset,
      exported,
      await readContext(
        preset,
        Object.fromEntries(
          Object.keys(related).map((name) => [name, join(folder, 'export', `${name}.ndjson`)]),
        ),
        context,
        readRows,
      ),
    )
    expect(inOrder(got)).toEqual(inOrder(wanted.filter(isRead(system))))
    expect(detectPreset(exported).best.preset.name).toBe(system)
  })
})

/** As a database orders them: which of two duplicates is the first depends on it. */
const sortByKey = (rows: JsonObject[]): JsonObject[] => {
  const key = ['id', 'Id', 'ID', 'uid', 'user_id', 'username'].find((name) => name in rows[0]!)!
  const of = (row: JsonObject): string => {
    const text = cellText(row[key])
    return /^\d+$/.test(text) ? text.padStart(20, '0') : text
  }
  return rows.sort((a, b) => (of(a) < of(b) ? -1 : 1))
}

/** Accounts of the system itself stay in the database. */
const isRead =
  (system: string) =>
  ({ skip }: { skip?: string }): boolean =>
    !(system === 'discourse' && skip === 'system_user') && !(system === 'drupal' && skip === 'anonymous')

/** Rows come in the order of their key; numbers are numbers in a database, and texts in a CSV. */
const inOrder = (planned: readonly { ordinal: number }[]): string[] =>
  planned.map(({ ordinal: _ordinal, ...rest }) => flatten(rest)).sort()

const flatten = (planned: object): string =>
  JSON.stringify(planned, (_key, value: unknown) =>
    typeof value === 'number' ? String(value) : value,
  ).replace(/\(record \d+\)/, '(a record)')
