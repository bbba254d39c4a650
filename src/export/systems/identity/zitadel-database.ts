import type { JsonObject } from '../../../source/source-record.js'
import type { Names, Table } from '../../databases/names.js'
import type { SqlChild, SqlSystem } from '../../databases/sql-system.js'
import { PlanBuilder } from '../plan-builder.js'

/**
 * Zitadel's projections, with the newest hash of each user from its events, in the form of the flattened instance
 * export. Tables of projections carry a number that grows with versions: the highest is read.
 */
export const zitadelDatabase: SqlSystem = {
  name: 'zitadel',
  dialects: ['postgresql'],
  usersTable: 'projections.users14',
  plan: (names) => {
    const users = newest(names, /^projections\.users(\d+)$/)
    const humans = newest(names, /^projections\.users(\d+)_humans$/)
    const organizations = newest(names, /^projections\.orgs(\d+)$/)
    if (users === undefined || humans === undefined) return undefined
    const builder = new PlanBuilder(names)
      .users(users, ['id'])
      .says(
        'Second factors and passkeys: Zitadel encrypts them with a key of its own; they must be enrolled again.',
      )
    const plan = builder.plan()!
    const org =
      organizations === undefined
        ? ''
        : `LEFT JOIN ${organizations.sql} o ON o.id = u.resource_owner AND o.instance_id = u.instance_id`
    const query =
      `SELECT u.id, u.state, u.username, u.resource_owner, u.creation_date, u.change_date, h.first_name, h.last_name, ` +
      `h.nick_name, h.display_name, h.preferred_language, h.gender, h.email, h.is_email_verified, h.phone, h.is_phone_verified` +
      `${org === '' ? ', NULL AS org_name' : ', o.name AS org_name'} FROM ${users.sql} u ` +
      `JOIN ${humans.sql} h ON h.user_id = u.id AND h.instance_id = u.instance_id ${org}`
    return {
      ...plan,
      parts: [
        {
          ...plan.parts[0]!,
          query,
          since: { column: 'change_date', unit: 'timestamp' },
          children: listChildren(names),
          shape: shapeUser,
        },
      ],
    }
  },
}

const newest = (names: Names, form: RegExp): Table | undefined =>
  names
    .listTables()
    .filter(({ name }) => form.test(name))
    .sort((a, b) => Number(form.exec(b.name)![1]) - Number(form.exec(a.name)![1]))[0]

const listChildren = (names: Names): SqlChild[] => {
  const children: SqlChild[] = []
  const child = (name: string, table: Table | undefined, columns: string): void => {
    if (table !== undefined)
      children.push({ name, query: `SELECT ${columns} FROM ${table.sql}`, key: 'user_id' })
  }
  child('grants', newest(names, /^projections\.user_grants(\d+)$/), 'user_id, roles')
  child(
    'links',
    newest(names, /^projections\.idp_user_links(\d+)$/),
    'user_id, idp_id, external_user_id, display_name',
  )
  child(
    'metadata',
    newest(names, /^projections\.user_metadata(\d+)$/),
    `user_id, key, encode(value, 'base64') AS value`,
  )
  const events = names.find('eventstore.events2')
  if (events !== undefined) {
    children.push({
      name: 'hashes',
      query:
        `SELECT DISTINCT ON (aggregate_id) aggregate_id AS user_id, payload->>'encodedHash' AS hash, ` +
        `coalesce((payload->>'changeRequired')::boolean, false) AS change_required FROM ${events.sql} ` +
        `WHERE aggregate_type = 'user' AND payload->>'encodedHash' IS NOT NULL ORDER BY aggregate_id, "sequence" DESC`,
      key: 'user_id',
    })
  }
  return children
}

const states: readonly string[] = [
  'USER_STATE_UNSPECIFIED',
  'USER_STATE_ACTIVE',
  'USER_STATE_INACTIVE',
  'USER_STATE_DELETED',
  'USER_STATE_LOCKED',
  'USER_STATE_SUSPEND',
  'USER_STATE_INITIAL',
]
const genders: readonly string[] = ['GENDER_UNSPECIFIED', 'GENDER_FEMALE', 'GENDER_MALE', 'GENDER_DIVERSE']

const shapeUser = (
  row: JsonObject,
  { grants = [], links = [], metadata = [], hashes = [] }: { readonly [name: string]: readonly JsonObject[] },
): JsonObject => {
  const column = (name: string) => row[name] ?? null
  const hash = hashes[0]
  return {
    userId: column('id'),
    state: states[Number(row['state'])] ?? null,
    user: {
      userName: column('username'),
      profile: {
        firstName: column('first_name'),
        lastName: column('last_name'),
        nickName: column('nick_name'),
        displayName: column('display_name'),
        preferredLanguage: column('preferred_language'),
        gender: genders[Number(row['gender'])] ?? null,
      },
      email: { email: column('email'), isEmailVerified: column('is_email_verified') },
      phone: { phone: column('phone'), isPhoneVerified: column('is_phone_verified') },
      ...(hash === undefined
        ? {}
        : {
            hashedPassword: { value: hash['hash'] ?? null },
            passwordChangeRequired: hash['change_required'] ?? null,
          }),
    },
    org: { id: column('resource_owner'), name: column('org_name') },
    details: { creationDate: column('creation_date'), changeDate: column('change_date') },
    userGrants: grants.map(({ roles = null }) => ({ roleKeys: readArray(roles) })),
    userLinks: links.map((link) => ({
      idpId: link['idp_id'] ?? null,
      providedUserId: link['external_user_id'] ?? null,
      displayName: link['display_name'] ?? null,
    })),
    userMetadata: metadata.map(({ key = null, value = null }) => ({
      key,
      // PostgreSQL breaks base64 into lines.
      value: typeof value === 'string' ? value.replaceAll('\n', '') : value,
    })),
  }
}

/** `{admin,"two words"}`, as PostgreSQL prints a list of texts. */
const readArray = (value: JsonObject[string]): string[] =>
  typeof value !== 'string'
    ? []
    : Array.from(value.slice(1, -1).matchAll(/"((?:[^"\\]|\\.)*)"|([^,"]+)/g), (match) =>
        match[1] === undefined ? match[2]! : match[1].replaceAll(/\\(.)/g, '$1'),
      )
