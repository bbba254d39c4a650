import { z } from 'zod'
import type { JsonValue } from '../../../source/source-record.js'
import { pagesOf, rowsOf } from '../reader/read-pages.js'
import { pagesWithin } from '../reader/pages-within.js'
import { readAnswer } from '../reader/read-answer.js'
import { idOf } from '../reader/id-of.js'
import { missingAccess } from '../reader/missing-access.js'
import type { Vendor, VendorValues } from '../vendor.js'
import { lookAtAuth0, memberFields } from './look-at-auth0.js'
import { readUsersByJob } from './read-users-by-job.js'
import { readUsersBySearch } from './read-users-by-search.js'
import { listByCheckpoint, listRoles } from './auth0-lists.js'

/** Auth0's Management API: users, organizations with members and invitations, roles and who has them. */
export const auth0: Vendor = {
  name: 'auth0',
  title: 'Auth0',
  variables: { domain: 'AUTH0_DOMAIN' },
  optional: { clientId: 'AUTH0_CLIENT_ID', clientSecret: 'AUTH0_CLIENT_SECRET', token: 'AUTH0_TOKEN' },
  complete: (values) => {
    const { domain = '', clientId, clientSecret, token } = values
    if (token === undefined && (clientId === undefined || clientSecret === undefined)) {
      throw missingAccess('Auth0', 'AUTH0_CLIENT_ID and AUTH0_CLIENT_SECRET, or AUTH0_TOKEN')
    }
    return { ...values, origin: /^https?:\/\//.test(domain) ? domain : `https://${domain}` }
  },
  // Free tenants have two requests a second.
  rate: '2/s',
  authorize: async (values, request) => ({ authorization: `Bearer ${await tokenOf(values, request)}` }),
  withheld: [
    'Auth0’s API gives no password hashes and no factors’ secrets out; its support makes an export of the hashes, which is source.passwords.',
  ],
  canSince: true,
  look: lookAtAuth0,
  parts: (api, { since, via }) => {
    const organizations = listByCheckpoint(api, '/api/v2/organizations', 'organizations')
    const eachOrganization = async (cursor: JsonValue | undefined) => {
      const { rows, next } = await organizations(cursor)
      return { items: rows, next }
    }
    return [
      via === 'job' ? readUsersByJob(api, since) : readUsersBySearch(api, since),
      pagesOf('organizations', ['organizations'], async (cursor) => {
        const { rows, next } = await organizations(cursor)
        return { rows: { organizations: rows }, next }
      }),
      pagesWithin('members', ['members'], 'id', eachOrganization, async (organization, cursor) => {
        const id = idOf(organization, 'id')
        const path = `/api/v2/organizations/${encodeURIComponent(id)}/members`
        const { rows, next } = await listByCheckpoint(api, path, 'members', memberFields)(cursor)
        return { rows: { members: rows.map((row) => ({ ...row, organization_id: id })) }, next }
      }),
      pagesWithin('roles', ['roles'], 'id', listRoles(api), async (role, cursor) => {
        const path = `/api/v2/roles/${encodeURIComponent(idOf(role, 'id'))}/users`
        const { rows, next } = await listByCheckpoint(api, path, 'users')(cursor)
        const name = role['name'] ?? null
        return { rows: { roles: rows.map((row) => ({ user_id: row['user_id'] ?? null, name })) }, next }
      }),
      pagesWithin('invitations', ['invitations'], 'id', eachOrganization, async (organization, cursor) => {
        const id = idOf(organization, 'id')
        const page = typeof cursor === 'number' ? cursor : 0
        const answer = await api.get(
          `/api/v2/organizations/${encodeURIComponent(id)}/invitations?per_page=100&page=${page}&include_totals=true`,
        )
        const { start, limit, total } = readAnswer(totalsSchema, answer)
        const rows = rowsOf(answer, 'invitations').map((row) => ({ organization_id: id, ...row }))
        return { rows: { invitations: rows }, next: start + limit < total ? page + 1 : undefined }
      }),
    ]
  },
}

const totalsSchema = z.looseObject({ start: z.number(), limit: z.number(), total: z.number() })

const tokenOf = async (
  { origin, clientId = '', clientSecret = '', token }: VendorValues,
  request: Parameters<Vendor['authorize']>[1],
): Promise<string> =>
  token ??
  request({
    url: `${origin}/oauth/token`,
    form: {
      grant_type: 'client_credentials',
      client_id: clientId,
      client_secret: clientSecret,
      audience: `${origin}/api/v2/`,
    },
  })
