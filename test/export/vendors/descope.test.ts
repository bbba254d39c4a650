import { expect, it } from 'vitest'
import { importVendor, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import { exportFrom, readRows, startVendor } from '../../support/servers/vendor-server.js'
import type { VendorQuestion, VendorReply } from '../../support/servers/vendor-server.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

const key = 'descope-management-key'

const makeUsers = (count: number, perSecond = 3) =>
  Array.from({ length: count }, (_, n) => ({
    userId: `U${String(n).padStart(5, '0')}`,
    loginIds: [`d${n}@example.com`],
    email: `d${n}@example.com`,
    verifiedEmail: true,
    status: n === 2 ? 'disabled' : 'enabled',
    roleNames: n === 0 ? ['Admin'] : [],
    userTenants: n % 2 === 0 ? [{ tenantId: 'T1', roleNames: ['Owner'] }] : [],
    createdTime: 1_700_000_000 + Math.floor(n / perSecond),
    modified: 1_700_000_000_000 + n,
    password: true,
    OAuth: {},
  }))

interface Search {
  limit: number
  page: number
  sort?: { field: string; desc: boolean }[]
  fromCreatedTime?: number
  fromModifiedTime?: number
}

/** By the reference of the management API. */
const mockDescope =
  (users: ReturnType<typeof makeUsers>) =>
  ({ method, url, headers, json }: VendorQuestion): VendorReply => {
    if (headers.authorization !== `Bearer P1:${key}`) return { status: 401, body: {} }
    if (url.pathname === '/v1/mgmt/tenant/all') return { body: { tenants: [{ id: 'T1', name: 'Acme' }] } }
    if (url.pathname !== '/v2/mgmt/user/search') return { status: 404, body: {} }
    expect(method).toBe('POST')
    const { limit, page, sort = [], fromCreatedTime = 0, fromModifiedTime = 0 } = json as Search
    if (limit > 1) expect(sort).toEqual([{ field: 'createdTime', desc: false }])
    const found = users.filter(
      (user) => user.createdTime * 1000 >= fromCreatedTime && user.modified >= fromModifiedTime,
    )
    return { body: { users: found.slice(page * limit, (page + 1) * limit), total: found.length } }
  }

const env = (origin: string) => ({
  DESCOPE_BASE_URL: origin,
  DESCOPE_PROJECT_ID: 'P1',
  DESCOPE_MANAGEMENT_KEY: key,
})

it.each([3, 250])(
  'reads users in the order in which they came (%i in one second)',
  { timeout: 30_000 },
  async (perSecond) => {
    const users = makeUsers(310, perSecond)
    const files = await rehearseVendor({ system: 'descope', answer: mockDescope(users), env, secrets: [key] })
    expect(files['users']!.map(({ userId }) => userId)).toEqual(users.map(({ userId }) => userId))
    expect(files['users']![0]).toMatchObject({ userTenants: [{ tenantId: 'T1', tenantName: 'Acme' }] })
  },
)

it('passes over nobody where somebody is deleted meanwhile, and asks for what changed', async () => {
  const users = makeUsers(310)
  let pages = 0
  const origin = await startVendor((question) => {
    if (question.url.pathname.endsWith('search') && (pages += 1) === 3) users.splice(20, 60)
    return mockDescope(users)(question)
  })
  const folder = `${await makeTemporaryFolder()}/descope`
  await exportFrom('descope', env(origin), folder)
  const ids = (await readRows(folder, 'users')).map(({ userId }) => userId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { userId } of users) expect(ids).toContain(userId)

  const since = new Date(users.at(-5)!.modified).toISOString()
  await exportFrom('descope', env(origin), `${folder}-since`, { since })
  expect(await readRows(`${folder}-since`, 'users')).toHaveLength(5)
})

it('becomes people with roles and organizations', async () => {
  const { users, organizations } = await importVendor({
    system: 'descope',
    answer: mockDescope(makeUsers(4)),
    env,
  })
  expect(users).toHaveLength(4)
  expect(users.filter(({ roleIds }) => roleIds.length === 1)).toHaveLength(1)
  expect(users.filter(({ isSuspended }) => isSuspended)).toHaveLength(1)
  expect(organizations).toMatchObject([{ name: 'Acme', members: [{}, {}] }])
})
