import { expect, it } from 'vitest'
import { importVendor, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import { exportFrom, readRows, startVendor } from '../../support/servers/vendor-server.js'
import type { VendorQuestion, VendorReply } from '../../support/servers/vendor-server.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

const key = 'appwrite-api-key'
const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'

const makeUsers = (count: number) =>
  Array.from({ length: count }, (_, n) => ({
    $id: `user${String(n).padStart(4, '0')}`,
    $createdAt: '2024-01-15T10:30:00.000+00:00',
    $updatedAt: new Date(1_700_000_000_000 + n).toISOString(),
    name: `Name ${n}`,
    email: `a${n}@example.com`,
    emailVerification: true,
    phone: '',
    status: n !== 2,
    labels: n === 0 ? ['vip'] : [],
    prefs: { theme: 'dark' },
    password: bcrypt,
    hash: 'bcrypt',
    hashOptions: { type: 'bcrypt', cost: 8 },
  }))

interface Query {
  method: string
  attribute?: string
  values: (string | number)[]
}

/** By the reference of the server API. */
const mockAppwrite =
  (users: ReturnType<typeof makeUsers>) =>
  ({ method, url, headers }: VendorQuestion): VendorReply => {
    expect(method).toBe('GET')
    if (headers['x-appwrite-key'] !== key || headers['x-appwrite-project'] !== 'p1')
      return { status: 401, body: {} }
    const queries = url.searchParams.getAll('queries[]').map((text) => JSON.parse(text) as Query)
    const valueOf = (name: string): string | number | undefined =>
      queries.find((query) => query.method === name)?.values[0]
    const page = (name: string, rows: ({ $id: string } & Record<string, unknown>)[]): VendorReply => {
      const after = valueOf('cursorAfter')
      const at = rows.findIndex(({ $id }) => $id === after)
      if (after !== undefined && at === -1) return { status: 400, body: { type: 'general_cursor_not_found' } }
      const limit = Math.min(100, Number(valueOf('limit') ?? 25))
      return { body: { total: rows.length, [name]: rows.slice(at + 1, at + 1 + limit) } }
    }
    const since = String(valueOf('greaterThanEqual') ?? '')
    switch (url.pathname) {
      case '/v1/users':
        return page(
          'users',
          users.filter(({ $updatedAt }) => $updatedAt >= since),
        )
      case '/v1/users/identities':
        return page('identities', [
          {
            userId: 'user0001',
            provider: 'google',
            providerUid: '1035',
            providerAccessToken: 'provider-token',
            $id: 'i1',
          },
        ])
      case '/v1/teams':
        return page('teams', [
          { $id: 't1', name: 'Acme' },
          { $id: 't2', name: 'Beta' },
        ])
      case '/v1/teams/t1/memberships':
      case '/v1/teams/t2/memberships': {
        const teamId = url.pathname.split('/')[3]!
        return page(
          'memberships',
          users
            .slice(0, teamId === 't1' ? 120 : 1)
            .map(({ $id }) => ({ $id: `m-${$id}`, userId: $id, teamId, roles: ['owner'], confirm: true })),
        )
      }
      default:
        return { status: 404, body: {} }
    }
  }

const env = (origin: string) => ({
  APPWRITE_ENDPOINT: `${origin}/v1`,
  APPWRITE_PROJECT_ID: 'p1',
  APPWRITE_API_KEY: key,
})

it('reads users, identities and memberships, and keeps no token', { timeout: 30_000 }, async () => {
  const users = makeUsers(130)
  const secrets = [key, 'provider-token']
  const files = await rehearseVendor({ system: 'appwrite', answer: mockAppwrite(users), env, secrets })
  expect(files['users']!.map(({ $id }) => $id)).toEqual(users.map(({ $id }) => $id))
  expect(files['identities']).toEqual([
    { $id: 'i1', userId: 'user0001', provider: 'google', providerUid: '1035', providerEmail: null },
  ])
  expect(files['memberships']).toHaveLength(121)
  expect(files['memberships']!.at(-1)).toMatchObject({ teamName: 'Beta', userId: 'user0000' })
})

it('reads again from the beginning where the user it stopped at is gone', async () => {
  const users = makeUsers(230)
  let isDown = true
  const origin = await startVendor((question) => {
    const isSecond = question.url.search.includes('cursorAfter')
    if (isSecond && isDown && question.url.pathname === '/v1/users') return { status: 418, body: {} }
    return mockAppwrite(users)(question)
  })
  const folder = `${await makeTemporaryFolder()}/appwrite`
  await expect(exportFrom('appwrite', env(origin), folder)).rejects.toMatchObject({ code: 'source_failed' })
  isDown = false
  users.splice(99, 1)
  await exportFrom('appwrite', env(origin), folder)
  expect((await readRows(folder, 'users')).map(({ $id }) => $id)).toEqual(users.map(({ $id }) => $id))

  const since = users.at(-3)!.$updatedAt
  await exportFrom('appwrite', env(origin), `${folder}-since`, { since })
  expect(await readRows(`${folder}-since`, 'users')).toHaveLength(3)
})

it('becomes people with passwords, social accounts and organizations', async () => {
  const { users, organizations } = await importVendor({
    system: 'appwrite',
    answer: mockAppwrite(makeUsers(4)),
    env,
  })
  expect(users).toHaveLength(4)
  expect(users.every(({ passwordDigest }) => passwordDigest === bcrypt)).toBe(true)
  expect(users.filter(({ isSuspended }) => isSuspended)).toHaveLength(1)
  expect(users.filter(({ identities }) => identities['google']?.userId === '1035')).toHaveLength(1)
  expect(organizations.map(({ name, members }) => [name, members.length])).toEqual([
    ['Acme', 4],
    ['Beta', 1],
  ])
})
