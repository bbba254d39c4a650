import { usersFile } from '../../export-source.js'
import { idOf } from '../reader/id-of.js'
import { pagesOf, rowsOf, textOf } from '../reader/read-pages.js'
import { pagesWithin } from '../reader/pages-within.js'
import type { VendorApi } from '../reader/vendor-api.js'
import type { Vendor } from '../vendor.js'
import { lookAtEntra } from './look-at-entra.js'
import { readChangedUsers } from './read-changed-users.js'
import { Selection } from './selection.js'

/** Microsoft Graph: users of Entra ID, External ID and Azure AD B2C, groups and directory roles. */
export const entra: Vendor = {
  name: 'entra',
  title: 'Microsoft Entra ID',
  origin: 'https://graph.microsoft.com',
  variables: {
    tenant: 'AZURE_TENANT_ID',
    clientId: 'AZURE_CLIENT_ID',
    clientSecret: 'AZURE_CLIENT_SECRET',
  },
  optional: { origin: 'MICROSOFT_GRAPH_URL', authority: 'AZURE_AUTHORITY_HOST' },
  // Small tenants have 3,500 units in ten seconds; a page of users is three.
  rate: '20/s',
  authorize: async ({ tenant = '', clientId = '', clientSecret = '', origin, authority }, request) => {
    const login = (authority ?? 'https://login.microsoftonline.com').replace(/(?<!\/)\/+$/, '')
    const token = await request({
      url: `${login}/${encodeURIComponent(tenant)}/oauth2/v2.0/token`,
      form: {
        grant_type: 'client_credentials',
        client_id: clientId,
        client_secret: clientSecret,
        scope: `${origin ?? 'https://graph.microsoft.com'}/.default`,
      },
    })
    return { authorization: `Bearer ${token}` }
  },
  withheld: ['Microsoft gives no password hashes and no factors’ secrets out.'],
  canSince: 'export',
  look: lookAtEntra,
  parts: (api, { continuation }) => {
    const selection = new Selection(api)
    return [
      continuation === undefined
        ? pagesOf(usersFile, [usersFile], async (cursor) => {
            const path = typeof cursor === 'string' ? cursor : `/v1.0/users?${await selection.query()}`
            const { rows, next } = await readPage(api, path)
            return { rows: { [usersFile]: rows }, next }
          })
        : readChangedUsers(api, continuation, selection),
      pagesWithin(
        'groups',
        ['groups'],
        'id',
        listOuter(api, '/v1.0/groups?$select=id,displayName&$top=999'),
        (group, cursor) => readMembers(api, '/v1.0/groups', group, cursor, 'groups'),
      ),
      pagesWithin(
        'directoryRoles',
        ['directoryRoles'],
        'id',
        listOuter(api, '/v1.0/directoryRoles?$select=id,displayName'),
        (role, cursor) => readMembers(api, '/v1.0/directoryRoles', role, cursor, 'directoryRoles'),
      ),
    ]
  },
}

type Cursor = Parameters<Parameters<typeof pagesOf>[2]>[0]
type Row = ReturnType<typeof rowsOf>[number]

const readPage = async (api: VendorApi, path: string): Promise<{ rows: Row[]; next: string | undefined }> => {
  const answer = await api.get(path)
  return { rows: rowsOf(answer, 'value'), next: textOf(answer.body, '@odata.nextLink') }
}

const listOuter = (api: VendorApi, first: string) => async (cursor: Cursor) => {
  const { rows, next } = await readPage(api, typeof cursor === 'string' ? cursor : first)
  return { items: rows, next }
}

/** Members are users, devices, groups and applications; those of groups in groups are not here. */
const readMembers = async (api: VendorApi, path: string, outer: Row, cursor: Cursor, file: string) => {
  const first = `${path}/${encodeURIComponent(idOf(outer, 'id'))}/members?$select=id&$top=999`
  const { rows, next } = await readPage(api, typeof cursor === 'string' ? cursor : first)
  const users = rows.filter((row) => textOf(row, '@odata.type') === '#microsoft.graph.user')
  const name = outer['displayName'] ?? null
  return { rows: { [file]: users.map((row) => ({ userId: idOf(row, 'id'), name })) }, next }
}
