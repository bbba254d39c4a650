import { z } from 'zod'
import { invitationsFile } from '../../presets/read-invitation.js'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import type { OuterPage } from './reader/pages-within.js'
import { pagesWithin } from './reader/pages-within.js'
import { probe } from './reader/probe.js'
import { readByPosition } from './reader/read-by-position.js'
import { type Page, pagesOf, rowsOf } from './reader/read-pages.js'
import type { VendorAnswer, VendorApi } from './reader/vendor-api.js'
import type { Vendor, VendorLook } from './vendor.js'

const size = 100
const usersPath = '/api/users?includePasswordHash=true&includeSsoIdentities=true'

/** Another Logto tenant: users with their hashes, roles, organizations with members and invitations. */
export const logto: Vendor = {
  name: 'logto',
  title: 'Logto',
  variables: {
    origin: 'SOURCE_LOGTO_ENDPOINT',
    appId: 'SOURCE_LOGTO_APP_ID',
    appSecret: 'SOURCE_LOGTO_APP_SECRET',
  },
  optional: { tenantId: 'SOURCE_LOGTO_TENANT_ID', resource: 'SOURCE_LOGTO_RESOURCE' },
  rate: '200/10s',
  authorize: async (values, request) => {
    const { origin = '', appId = '', appSecret = '', tenantId = 'default' } = values
    const token = await request({
      url: `${origin.replace(/(?<!\/)\/+$/, '')}/oidc/token`,
      form: {
        grant_type: 'client_credentials',
        resource: values['resource'] ?? `https://${tenantId}.logto.app/api`,
        scope: 'all',
      },
      headers: {
        authorization: `Basic ${Buffer.from(`${encodeURIComponent(appId)}:${encodeURIComponent(appSecret)}`).toString('base64')}`,
      },
    })
    return { authorization: `Bearer ${token}` }
  },
  withheld: [
    'Logto’s API gives no second factors out, and its list of users does not say who has some; docs/sources/logto.md has ways.',
  ],
  canSince: false,
  look: (api) => look(api),
  parts: (api) => [
    pagesOf(usersFile, [usersFile], (cursor) => pageOf(api, usersPath, usersFile, cursor)),
    pagesWithin('roles', ['roles'], 'id', outer(api, '/api/roles?type=User'), async (role, cursor) => {
      const path = `/api/roles/${encodeURIComponent(idOf(role, 'id'))}/users`
      const { rows, next } = await pageOf(api, path, 'roles', cursor)
      return {
        rows: { roles: rows['roles']!.map(({ id = null }) => ({ userId: id, name: role['name'] ?? null })) },
        next,
      }
    }),
    pagesWithin(
      'organizations',
      ['organizations'],
      'id',
      outer(api, '/api/organizations'),
      async (organization, cursor) => {
        const { id = null, name = null } = organization
        const path = `/api/organizations/${encodeURIComponent(idOf(organization, 'id'))}/users`
        const { rows, next } = await pageOf(api, path, 'members', cursor)
        const organizations = rows['members']!.map((member) => ({
          userId: member['id'] ?? null,
          organizationId: id,
          name,
          organizationRoles: member['organizationRoles'] ?? [],
        }))
        return { rows: { organizations }, next }
      },
    ),
    pagesWithin(
      invitationsFile,
      [invitationsFile],
      'id',
      outer(api, '/api/organizations'),
      async (organization) => {
        const id = encodeURIComponent(idOf(organization, 'id'))
        const { name = null } = organization
        // The list of invitations is not paged.
        const path = `/api/organization-invitations?organizationId=${id}`
        const rows = rowsOf(await api.get(path)).map((one) => ({ ...one, organizationName: name }))
        return { rows: { [invitationsFile]: rows }, next: undefined }
      },
    ),
  ],
}

const look = async (api: VendorApi): Promise<VendorLook> => {
  const withTotal = (path: string) => () => api.get(`${path}&page=1&page_size=1`)
  let hasHashes = true
  const seen = await probe([
    {
      part: usersFile,
      permission: 'Management API access',
      isNeeded: true,
      ask: async () => {
        const answer = await withTotal(usersPath)()
        const [user] = rowsOf(answer)
        hasHashes = user === undefined || user['hasPassword'] !== true || user['passwordDigest'] !== undefined
        return toTotal(answer)
      },
      total: (body) => z.number().safeParse(body).data,
    },
    { part: 'roles', permission: 'Management API access', ask: withTotal('/api/roles?type=User') },
    { part: 'organizations', permission: 'Management API access', ask: withTotal('/api/organizations?') },
    {
      part: invitationsFile,
      permission: 'Management API access',
      ask: () => api.get('/api/organization-invitations'),
    },
  ])
  return hasHashes
    ? seen
    : {
        ...seen,
        withheld: [...(seen.withheld ?? []), 'This Logto gives no password hashes out: that needs 1.38.'],
      }
}

const toTotal = (answer: VendorAnswer): VendorAnswer => ({ ...answer, body: totalOf(answer) ?? null })

const totalOf = ({ headers }: VendorAnswer): number | undefined => {
  const total = Number(headers['total-number'])
  return headers['total-number'] === undefined || !Number.isInteger(total) ? undefined : total
}

/** Lists are paged by number, the newest first: who comes meanwhile pushes the others on. */
const pageOf = async (
  api: VendorApi,
  path: string,
  file: string,
  cursor: JsonValue | undefined,
): Promise<Page & { rows: { [file: string]: readonly JsonObject[] } }> => {
  const page = await readByPosition({
    limit: size,
    idField: 'id',
    isNumbered: true,
    read: async (start, limit) => {
      const at = `page=${start / limit + 1}&page_size=${limit}`
      return rowsOf(await api.get(`${path}${path.includes('?') ? '&' : '?'}${at}`))
    },
  })(cursor)
  return { rows: { [file]: page.rows }, next: page.next }
}

const outer =
  (api: VendorApi, path: string) =>
  async (cursor: JsonValue | undefined): Promise<OuterPage> => {
    const { rows, next } = await pageOf(api, path, 'items', cursor)
    return { items: rows['items']!, next }
  }
