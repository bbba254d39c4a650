import { z } from 'zod'
import type { JsonObject, JsonValue } from '../../source/source-record.js'
import { usersFile } from '../export-source.js'
import { pagesByTime } from './reader/pages-by-time.js'
import { readAnswer } from './reader/read-answer.js'
import { rowsOf, textOf } from './reader/read-pages.js'
import type { VendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'

const searchPath = '/v2/mgmt/user/search'
const size = 100

/** Descope's management API: users with their tenants and roles. */
export const descope: Vendor = {
  name: 'descope',
  title: 'Descope',
  origin: 'https://api.descope.com',
  variables: { projectId: 'DESCOPE_PROJECT_ID', key: 'DESCOPE_MANAGEMENT_KEY' },
  optional: { origin: 'DESCOPE_BASE_URL' },
  rate: '5/s',
  authorize: ({ projectId, key }) => ({ authorization: `Bearer ${projectId}:${key}` }),
  withheld: [
    'Descope gives no password hashes and no factors’ secrets out; its support makes an export of the hashes.',
  ],
  canSince: true,
  look: async (api, { since }) => {
    const answer = await api.search(searchPath, { limit: 1, page: 0, ...changedSince(since) })
    const { total } = readAnswer(
      z.looseObject({ users: z.array(z.json()), total: z.number().optional() }),
      answer,
    )
    return { totals: { [usersFile]: total }, permissions: ['May read users.'] }
  },
  parts: (api, { since }) => {
    const nameTenants = createTenantNames(api)
    return [
      pagesByTime({
        name: usersFile,
        file: usersFile,
        idField: 'userId',
        timeField: 'createdTime',
        size,
        mostPages: Number.POSITIVE_INFINITY,
        fetch: async (from, page) => {
          const answer = await api.search(searchPath, {
            limit: size,
            page,
            sort: [{ field: 'createdTime', desc: false }],
            // Users say it in seconds, and the search is asked in milliseconds.
            ...(typeof from === 'number' ? { fromCreatedTime: from * 1000 } : {}),
            ...changedSince(since),
          })
          return nameTenants(rowsOf(answer, 'users'))
        },
      }),
    ]
  },
}

const changedSince = (since: string | undefined): JsonObject =>
  since === undefined ? {} : { fromModifiedTime: Date.parse(since) }

/** Memberships name their tenant by id; older versions leave its name out. */
const createTenantNames = (api: VendorApi): ((users: JsonObject[]) => Promise<JsonObject[]>) => {
  let names: Promise<Map<string, JsonValue>> | undefined
  return async (users) => {
    const isNameless = users.some(({ userTenants = [] }) =>
      tenantsOf(userTenants).some((one) => !hasName(one)),
    )
    if (!isNameless) return users
    names ??= readNames(api)
    const known = await names
    return users.map((user) => ({
      ...user,
      userTenants: tenantsOf(user['userTenants'] ?? []).map((one) =>
        hasName(one) ? one : { ...one, tenantName: known.get(textOf(one, 'tenantId') ?? '') ?? null },
      ),
    }))
  }
}

const readNames = async (api: VendorApi): Promise<Map<string, JsonValue>> =>
  new Map(
    rowsOf(await api.get('/v1/mgmt/tenant/all'), 'tenants').map((tenant) => [
      textOf(tenant, 'id') ?? '',
      tenant['name'] ?? null,
    ]),
  )

const tenantsOf = (value: JsonValue): JsonObject[] =>
  z.array(z.record(z.string(), z.json())).catch([]).parse(value)

const hasName = (tenant: JsonObject): boolean => textOf(tenant, 'tenantName') !== undefined
