import { expect, it } from 'vitest'
import { importVendor, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import type { VendorQuestion, VendorReply } from '../../support/servers/vendor-server.js'

const key = 'supertokens-api-key'

const makeUsers = (count: number) =>
  Array.from({ length: count }, (_, n) => {
    const id = `st-${String(n).padStart(4, '0')}`
    return {
      id,
      isPrimaryUser: true,
      // Every third one is in two tenants, and would be listed twice.
      tenantIds: n % 3 === 0 ? ['public', 'acme'] : n % 3 === 1 ? ['public'] : ['acme'],
      timeJoined: 1_700_000_000_000 + n,
      loginMethods: [
        {
          recipeId: 'emailpassword',
          recipeUserId: id,
          tenantIds: n % 3 === 2 ? ['acme'] : ['public'],
          email: `s${n}@example.com`,
          verified: true,
          timeJoined: 1_700_000_000_000 + n,
        },
      ],
    }
  })

/** By the interface that the core offers to its drivers. */
const mockSupertokens =
  (users: ReturnType<typeof makeUsers>, tenants: readonly string[] = ['public', 'acme']) =>
  ({ method, url, headers }: VendorQuestion): VendorReply => {
    expect(method).toBe('GET')
    if (headers['api-key'] !== key) return { status: 401, body: {} }
    expect(headers['cdi-version']).toBe('4.0')
    const tenant = url.pathname.startsWith('/acme/') ? 'acme' : 'public'
    const path = url.pathname.replace(/^\/acme/, '')
    switch (path) {
      case '/users/count':
        return { body: { status: 'OK', count: users.length } }
      case '/users': {
        const own = users.filter(({ tenantIds }) => tenantIds.includes(tenant))
        const limit = Number(url.searchParams.get('limit'))
        if (limit > 500) return { status: 400, body: {} }
        const start = Number(url.searchParams.get('paginationToken') ?? 0)
        const end = start + limit
        return {
          body: {
            status: 'OK',
            users: own.slice(start, end),
            ...(end < own.length ? { nextPaginationToken: String(end) } : {}),
          },
        }
      }
      case '/recipe/multitenancy/tenant/list':
        return {
          body: {
            status: 'OK',
            tenants: tenants.map((tenantId) => ({
              tenantId,
              thirdParty: { providers: [{ clients: [{ clientSecret: 'provider-secret' }] }] },
            })),
          },
        }
      case '/recipe/user/metadata': {
        const isFirst = url.searchParams.get('userId') === 'st-0000'
        return { body: { status: 'OK', metadata: isFirst ? { first_name: 'Zoë' } : {} } }
      }
      case '/recipe/roles':
        return { body: { status: 'OK', roles: ['admin', 'guest'] } }
      case '/recipe/role/users': {
        const isAdmin = url.searchParams.get('role') === 'admin'
        return { body: { status: 'OK', users: isAdmin ? [tenant === 'acme' ? 'st-0002' : 'st-0001'] : [] } }
      }
      default:
        return { status: 404, body: {} }
    }
  }

const env = (origin: string) => ({ SUPERTOKENS_CORE_URL: origin, SUPERTOKENS_API_KEY: key })

it('reads everybody once, of every tenant, with metadata and roles', { timeout: 30_000 }, async () => {
  const users = makeUsers(3)
  const secrets = [key, 'provider-secret']
  const files = await rehearseVendor({ system: 'supertokens', answer: mockSupertokens(users), env, secrets })
  expect(files['users']!.map(({ id }) => String(id)).sort()).toEqual(users.map(({ id }) => id))
  expect(files['metadata']).toEqual([{ user_id: 'st-0000', user_metadata: { first_name: 'Zoë' } }])
  expect(files['roles']).toEqual([
    { user_id: 'st-0002', role: 'admin', tenant_id: 'acme' },
    { user_id: 'st-0001', role: 'admin', tenant_id: 'public' },
  ])
  expect(files['tenants']).toEqual([{ tenantId: 'acme' }])
})

it('becomes people with roles and tenants, who need new passwords', async () => {
  const answer = mockSupertokens(makeUsers(6))
  const { users, organizations } = await importVendor({ system: 'supertokens', answer, env })
  expect(users).toHaveLength(6)
  expect(users.find(({ primaryEmail }) => primaryEmail === 's0@example.com')).toMatchObject({
    name: 'Zoë',
    customData: { userMetadata: { first_name: 'Zoë' } },
  })
  expect(users.filter(({ roleIds }) => roleIds.length === 1)).toHaveLength(1)
  expect(organizations).toMatchObject([{ name: 'acme', members: [{}, {}, {}, {}] }])
})
