import { usersFile } from '../../export-source.js'
import { idOf } from '../reader/id-of.js'
import { missingAccess } from '../reader/missing-access.js'
import { pagesByOffset } from '../reader/pages-by-offset.js'
import { pagesOf, rowsOf } from '../reader/read-pages.js'
import { pagesWithin } from '../reader/pages-within.js'
import type { Vendor, VendorValues } from '../vendor.js'
import { pageOf, pageSize } from './keycloak-pages.js'
import { joinUsers } from './join-users.js'
import { listRoles } from './list-roles.js'
import { lookAtKeycloak } from './look-at-keycloak.js'

/** Keycloak's Admin REST API: users with groups and federated identities, roles, organizations. */
export const keycloak: Vendor = {
  name: 'keycloak',
  title: 'Keycloak',
  variables: { origin: 'KEYCLOAK_URL' },
  optional: {
    realm: 'KEYCLOAK_REALM',
    loginRealm: 'KEYCLOAK_LOGIN_REALM',
    clientId: 'KEYCLOAK_CLIENT_ID',
    clientSecret: 'KEYCLOAK_CLIENT_SECRET',
    username: 'KEYCLOAK_USERNAME',
    password: 'KEYCLOAK_PASSWORD',
  },
  complete: (values, { realm }) => {
    const named = realm ?? values['realm']
    if (named === undefined) throw missingAccess('Keycloak', 'KEYCLOAK_REALM, or --realm')
    if (values['clientSecret'] === undefined && values['password'] === undefined) {
      const client = 'KEYCLOAK_CLIENT_ID and KEYCLOAK_CLIENT_SECRET'
      throw missingAccess('Keycloak', `${client}, or KEYCLOAK_USERNAME and KEYCLOAK_PASSWORD`)
    }
    return { ...values, realm: named, origin: values['origin']?.replace(/(?<!\/)\/+$/, '') }
  },
  // A server of one's own; users are three questions each where the realm has groups and identity providers.
  rate: '50/s',
  authorize: async (values, request) => ({ authorization: `Bearer ${await request(grantOf(values))}` }),
  withheld: [
    'The Admin REST API gives no password hashes, TOTP secrets and recovery codes out: kc.sh export has them, and the database (SOURCE_DATABASE_URL).',
  ],
  canSince: false,
  look: (api, { values }) => lookAtKeycloak(api, adminPath(values)),
  parts: (api, { values }) => {
    const admin = adminPath(values)
    return [
      pagesByOffset({
        name: usersFile,
        file: usersFile,
        idField: 'id',
        size: pageSize,
        fetch: async (offset, size) =>
          rowsOf(await api.get(`${admin}/users?briefRepresentation=false&first=${offset}&max=${size}`)),
        shape: joinUsers(api, admin),
      }),
      pagesWithin('roles', ['roles'], 'key', listRoles(api, admin), async (role, cursor) => {
        const { rows, next } = await pageOf(api, `${idOf(role, 'path')}/users`, 'id', cursor)
        const name = role['role'] ?? null
        return { rows: { roles: rows.map((user) => ({ user_id: idOf(user, 'id'), name })) }, next }
      }),
      pagesOf('identityProviders', ['identityProviders'], async (cursor) => {
        const { rows, next } = await pageOf(api, `${admin}/identity-provider/instances`, 'alias', cursor)
        // Their settings are none of an export's.
        const known = rows.map(({ alias = null, providerId = null }) => ({ alias, providerId }))
        return { rows: { identityProviders: known }, next }
      }),
      pagesWithin(
        'organizations',
        ['organizations'],
        'id',
        async (cursor) => {
          const path = `${admin}/organizations?briefRepresentation=false`
          const { rows, next } = await pageOf(api, path, 'id', cursor)
          return { items: rows, next }
        },
        async (organization, cursor) => {
          const path = `${admin}/organizations/${encodeURIComponent(idOf(organization, 'id'))}/members`
          const { rows, next } = await pageOf(api, path, 'id', cursor)
          const members = rows.map(({ username = null }) => ({ username }))
          // An organization of many members is several rows.
          const isRow = cursor === undefined || members.length > 0
          return { rows: { organizations: isRow ? [{ ...organization, members }] : [] }, next }
        },
      ),
    ]
  },
}

const adminPath = ({ realm = '' }: VendorValues): string => `/admin/realms/${encodeURIComponent(realm)}`

/** A client's own account, or an administrator's. */
const grantOf = (values: VendorValues): { url: string; form: { [name: string]: string } } => {
  const { origin, realm = '', loginRealm = realm, clientId, clientSecret, username, password } = values
  const url = `${origin}/realms/${encodeURIComponent(loginRealm)}/protocol/openid-connect/token`
  return clientSecret === undefined
    ? {
        url,
        form: {
          grant_type: 'password',
          client_id: clientId ?? 'admin-cli',
          username: username ?? '',
          password: password ?? '',
        },
      }
    : {
        url,
        form: { grant_type: 'client_credentials', client_id: clientId ?? '', client_secret: clientSecret },
      }
}
