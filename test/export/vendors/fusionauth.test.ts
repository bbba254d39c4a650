import { expect, it } from 'vitest'
import { importVendor, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import { lookAt, startVendor } from '../../support/servers/vendor-server.js'
import type { VendorQuestion, VendorReply } from '../../support/servers/vendor-server.js'

const key = 'fusionauth-api-key'

const makeUsers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    id: `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`,
    tenantId: n % 2 === 0 ? 't1' : 't2',
    active: n !== 2,
    email: `f${n}@example.com`,
    verified: true,
    firstName: 'Given',
    insertInstant: 1_700_000_000_000 + n,
    passwordLastUpdateInstant: 1_700_000_000_000,
    registrations: [{ applicationId: 'app1', roles: ['user'] }],
    memberships: n === 1 ? [{ groupId: 'g1', id: 'm1' }] : [],
  }))

interface Search {
  queryString?: string
  nextResults?: string
  sortFields?: unknown[]
  startRow?: number
  numberOfResults?: number
}

/** By the pages of the documentation on searching users, links, tenants and groups. */
const mockFusionauth =
  (users: ReturnType<typeof makeUsers>, engine: 'elasticsearch' | 'database') =>
  ({ method, url, headers, json }: VendorQuestion): VendorReply => {
    if (headers.authorization !== key) return { status: 401, body: {} }
    switch (url.pathname) {
      case '/api/user/search': {
        expect(method).toBe('POST')
        const {
          nextResults,
          startRow = 0,
          numberOfResults = 25,
          ...rest
        } = (json as { search: Search }).search
        if (nextResults !== undefined && (rest.queryString ?? rest.sortFields ?? startRow) !== 0)
          return { status: 400, body: {} }
        const start = nextResults === undefined ? startRow : Number(nextResults)
        // A search engine gives nothing beyond its window.
        if (engine === 'elasticsearch' && nextResults === undefined && start + numberOfResults > 10_000)
          return { status: 400, body: {} }
        const page = users.slice(start, start + numberOfResults)
        return {
          body: {
            total: users.length,
            ...(page.length === 0 ? {} : { users: page }),
            ...(engine === 'elasticsearch' ? { nextResults: String(start + page.length) } : {}),
          },
        }
      }
      case '/api/identity-provider':
        return { body: { identityProviders: [{ id: 'i1', name: 'Google', type: 'Google' }] } }
      case '/api/identity-provider/link': {
        const userId = url.searchParams.get('userId')
        return {
          body: userId?.endsWith('1')
            ? {
                identityProviderLinks: [
                  {
                    identityProviderId: 'i1',
                    identityProviderName: 'Google',
                    identityProviderType: 'Google',
                    identityProviderUserId: `1035${userId.slice(-6)}`,
                    token: 'provider-token-value',
                    userId,
                  },
                ],
              }
            : {},
        }
      }
      case '/api/tenant':
        return {
          body: {
            tenants: ['t1', 't2'].map((id) => ({
              id,
              name: `Tenant ${id}`,
              emailConfiguration: { password: 'smtp-password' },
            })),
          },
        }
      case '/api/group':
        return {
          body: {
            groups: [
              { id: 'g1', name: 'Staff', roles: { app1: [{ name: 'admin' }], app2: [{ name: 'other' }] } },
            ],
          },
        }
      default:
        return { status: 404, body: {} }
    }
  }

const env = (origin: string) => ({ FUSIONAUTH_URL: origin, FUSIONAUTH_API_KEY: key })
const secrets = [key, 'provider-token-value', 'smtp-password']

it('reads users, links, tenants and groups, and keeps no token', { timeout: 30_000 }, async () => {
  const users = makeUsers(3)
  const answer = mockFusionauth(users, 'elasticsearch')
  const files = await rehearseVendor({ system: 'fusionauth', answer, env, secrets })
  expect(files['users']!.map(({ id }) => id)).toEqual(users.map(({ id }) => id))
  expect(files['links']).toHaveLength(1)
  expect(files['tenants']).toEqual(['t1', 't2'].map((id) => ({ id, name: `Tenant ${id}` })))
  expect(files['groups']).toHaveLength(1)
})

it.each(['elasticsearch', 'database'] as const)(
  'goes beyond 10,000 users (%s)',
  { timeout: 30_000 },
  async (engine) => {
    const users = makeUsers(10_700)
    const answer = mockFusionauth(users, engine)
    const { parts } = await lookAt('fusionauth', env(await startVendor(answer)))
    expect(parts[0]!.total).toBe(10_700)
    const ids: unknown[] = []
    for await (const { rows } of parts[0]!.read(undefined, new AbortController().signal)) {
      ids.push(...rows['users']!.map(({ id }) => id))
    }
    expect(ids).toEqual(users.map(({ id }) => id))
  },
)

it('becomes people with roles of their groups, social accounts and tenants', async () => {
  const answer = mockFusionauth(makeUsers(4), 'elasticsearch')
  const { users, roles, organizations } = await importVendor({ system: 'fusionauth', answer, env })
  expect(users).toHaveLength(4)
  const rolesOf = (email: string) => {
    const user = users.find(({ primaryEmail }) => primaryEmail === email)!
    return user.roleIds.map((id) => roles.find((role) => role.id === id)!.name).sort()
  }
  expect(rolesOf('f0@example.com')).toEqual(['user'])
  expect(rolesOf('f1@example.com')).toEqual(['admin', 'user'])
  expect(users.find(({ primaryEmail }) => primaryEmail === 'f1@example.com')!).toMatchObject({
    identities: { google: { userId: '1035000001' } },
    customData: { fusionauth: { groups: ['Staff'] } },
  })
  expect(users.filter(({ isSuspended }) => isSuspended)).toHaveLength(1)
  expect(organizations.map(({ name, members }) => [name, members.length])).toEqual([
    ['Tenant t1', 2],
    ['Tenant t2', 2],
  ])
})
