import { z } from 'zod'
import type { JsonObject } from '../../source/source-record.js'
import { type ExportPart, usersFile } from '../export-source.js'
import { idOf } from './reader/id-of.js'
import { pagesWithin } from './reader/pages-within.js'
import { readAnswer } from './reader/read-answer.js'
import { pagesOf, rowsOf, textOf } from './reader/read-pages.js'
import { unlessRefused } from './reader/vendor-refusal.js'
import type { VendorAnswer, VendorApi } from './reader/vendor-api.js'
import type { Vendor } from './vendor.js'

const size = 500

/** SuperTokens' core: users of every tenant, their roles and metadata. */
export const supertokens: Vendor = {
  name: 'supertokens',
  title: 'SuperTokens',
  variables: { origin: 'SUPERTOKENS_CORE_URL' },
  optional: { key: 'SUPERTOKENS_API_KEY' },
  rate: '20/s',
  // From this version on a user is a person with several ways in.
  authorize: ({ key }) => ({ 'cdi-version': '4.0', ...(key === undefined ? {} : { 'api-key': key }) }),
  withheld: [
    'The core gives no password hashes and no secrets of second factors out; its database has them: set SOURCE_DATABASE_URL.',
  ],
  canSince: false,
  look: async (api) => {
    const answer = await ask(api, '/users/count?includeAllTenants=true')
    const { count } = readAnswer(z.looseObject({ count: z.number() }), answer)
    const tenants = await listTenants(api)
    return {
      totals: { [usersFile]: count },
      permissions: [`May read users of ${tenants.length} tenants.`],
    }
  },
  parts: (api) => [
    readUsers(api),
    pagesOf('tenants', ['tenants'], async () => {
      const tenants = await listTenants(api)
      // One tenant is the application itself, and no organization.
      const rows = tenants.length > 1 ? tenants.filter(({ tenantId }) => tenantId !== 'public') : []
      return { rows: { tenants: rows }, next: undefined }
    }),
    readRoles(api),
  ],
}

/**
 * Users are listed by tenant, and may be in several: the first of them, by name, is where they are taken from.
 * Metadata is asked for one by one.
 */
const readUsers = (api: VendorApi): ExportPart =>
  pagesWithin(
    usersFile,
    [usersFile, 'metadata'],
    'tenantId',
    async () => ({ items: await listTenants(api), next: undefined }),
    async (tenant, cursor) => {
      const token = typeof cursor === 'string' ? `&paginationToken=${encodeURIComponent(cursor)}` : ''
      const own = idOf(tenant, 'tenantId')
      const answer = await ask(api, `${below(own)}/users?limit=${size}&timeJoinedOrder=ASC${token}`)
      const users = rowsOf(answer, 'users').filter((user) => firstTenant(user) === own)
      const metadata: JsonObject[] = []
      for (const user of users) {
        const id = idOf(user, 'id')
        const found = await ask(api, `/recipe/user/metadata?userId=${encodeURIComponent(id)}`)
        const { metadata: content } = readAnswer(z.looseObject({ metadata: row }), found)
        if (Object.keys(content).length > 0) metadata.push({ user_id: id, user_metadata: content })
      }
      return { rows: { [usersFile]: users, metadata }, next: textOf(answer.body, 'nextPaginationToken') }
    },
  )

const row = z.record(z.string(), z.json())

const firstTenant = (user: JsonObject): string => {
  const ids = z.array(z.string()).safeParse(user['tenantIds']).data ?? []
  return ids.toSorted()[0] ?? 'public'
}

/** Who has a role is told by tenant, all at once. */
const readRoles = (api: VendorApi): ExportPart =>
  pagesWithin(
    'roles',
    ['roles'],
    'tenantId',
    async () => ({ items: await listTenants(api), next: undefined }),
    async (tenant) => {
      const id = idOf(tenant, 'tenantId')
      const rows: JsonObject[] = []
      const roles = await unlessRefused(() => ask(api, '/recipe/roles'))
      for (const role of roles === undefined ? [] : readAnswer(rolesSchema, roles).roles) {
        const path = `${below(id)}/recipe/role/users?role=${encodeURIComponent(role)}`
        const { users } = readAnswer(membersSchema, await ask(api, path))
        for (const user of users) rows.push({ user_id: user, role, tenant_id: id })
      }
      return { rows: { roles: rows }, next: undefined }
    },
  )

const rolesSchema = z.looseObject({ roles: z.array(z.string()) })
const membersSchema = z.looseObject({ users: z.array(z.string()) })

/** By name; the rest of a tenant is configuration, with secrets of providers in it. A core of before has one. */
const listTenants = async (api: VendorApi): Promise<JsonObject[]> => {
  const answer = await unlessRefused(() => ask(api, '/recipe/multitenancy/tenant/list'))
  const ids =
    answer === undefined ? ['public'] : rowsOf(answer, 'tenants').map((one) => idOf(one, 'tenantId'))
  return ids.toSorted().map((tenantId) => ({ tenantId }))
}

const below = (tenant: string): string => (tenant === 'public' ? '' : `/${encodeURIComponent(tenant)}`)

const ask = async (api: VendorApi, path: string): Promise<VendorAnswer> => {
  const answer = await api.get(path)
  readAnswer(z.looseObject({ status: z.literal('OK') }), answer)
  return answer
}
