import { expect, it } from 'vitest'
import { importVendor, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import { exportFrom, lookAt, readRows, startVendor } from '../../support/servers/vendor-server.js'
import type { VendorQuestion, VendorReply } from '../../support/servers/vendor-server.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

const bcrypt = '$2b$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy'
const token = 'zitadel-access-token'

interface Human {
  id: string
  org: string
}

const makeHumans = (org: string, count: number): Human[] =>
  Array.from({ length: count }, (_, n) => ({ id: `${org}${String(n).padStart(6, '0')}`, org }))

/** By the protocol files of the user, organization and admin services. */
const mockZitadel =
  (humans: Human[], orgs = ['1', '2'], mayExport = true) =>
  ({ method, url, headers, json }: VendorQuestion): VendorReply => {
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: {} }
    expect(method).toBe('POST')
    const body = json as {
      query?: { offset: string; limit: number; asc: boolean }
      queries?: { organizationIdQuery?: { organizationId: string } }[]
      org_ids?: string[]
      with_passwords?: boolean
    }
    const page = (rows: unknown[]): VendorReply => {
      expect(body.query).toMatchObject({ asc: true })
      const start = Number(body.query!.offset)
      const result = rows.slice(start, start + Math.min(1000, body.query!.limit))
      const details = { totalResult: String(rows.length), timestamp: '2024-01-01T00:00:00Z' }
      return { body: result.length === 0 ? { details } : { details, result } }
    }
    switch (url.pathname) {
      case '/v2/organizations/_search':
        return page(orgs.map((id) => ({ id, name: `Org ${id}`, state: 'ORGANIZATION_STATE_ACTIVE' })))
      case '/v2/users': {
        expect(JSON.stringify(body.queries)).toContain('TYPE_HUMAN')
        const org = body.queries?.find((one) => one.organizationIdQuery)?.organizationIdQuery?.organizationId
        const found = humans.filter((one) => org === undefined || one.org === org)
        return page(
          found.map(({ id, org: owner }) => ({
            userId: id,
            details: { sequence: '1', creationDate: '2024-01-15T10:30:00Z', resourceOwner: owner },
            state: id.endsWith('1') ? 'USER_STATE_LOCKED' : 'USER_STATE_ACTIVE',
            username: `u_${id}`,
            preferredLoginName: `u_${id}@org`,
            human: {
              profile: { givenName: 'Given', familyName: `Family ${id}` },
              email: { email: `u${id}@example.com`, isVerified: true },
              passwordChanged: '2024-01-20T00:00:00Z',
            },
          })),
        )
      }
      case '/admin/v1/export': {
        if (!mayExport) return { status: 403, body: {} }
        expect(body).toMatchObject({ with_passwords: true, with_otp: true })
        const wanted = orgs.filter((id) => body.org_ids!.includes(id))
        return {
          body: {
            orgs: wanted.map((orgId) => {
              const own = humans.filter(({ org }) => org === orgId)
              return {
                orgId,
                org: { name: `Org ${orgId}` },
                humanUsers: own.map(({ id }) => ({ userId: id, hashedPassword: { value: bcrypt } })),
                userGrants: own.slice(0, 2).map(({ id }) => ({ userId: id, roleKeys: ['editor'] })),
                userLinks: own
                  .slice(0, 1)
                  .map(({ id }) => ({ userId: id, idpId: 'idp1', providedUserId: `g${id}` })),
                userMetadata: own.slice(0, 1).map(({ id }) => ({ id, key: 'plan', value: 'cHJv' })),
              }
            }),
          },
        }
      }
      default:
        return { status: 404, body: {} }
    }
  }

const env = (origin: string) => ({ ZITADEL_URL: origin, ZITADEL_TOKEN: token })

it('reads humans of every organization, with what the export of it has', { timeout: 30_000 }, async () => {
  const humans = [...makeHumans('1', 501), ...makeHumans('2', 3)]
  const { users } = await rehearseVendor({
    system: 'zitadel',
    answer: mockZitadel(humans),
    env,
    secrets: [token],
  })
  expect(users!.map(({ userId }) => userId)).toEqual(humans.map(({ id }) => id))
  expect(users![0]).toMatchObject({
    org: { id: '1', name: 'Org 1' },
    hashedPassword: { value: bcrypt },
    userGrants: [{ roleKeys: ['editor'] }],
    userLinks: [{ providedUserId: 'g1000000' }],
    userMetadata: [{ key: 'plan' }],
  })
})

it('becomes people with passwords, roles and organizations', async () => {
  const humans = [...makeHumans('1', 3), ...makeHumans('2', 2)]
  const { users, organizations } = await importVendor({ system: 'zitadel', answer: mockZitadel(humans), env })
  expect(users).toHaveLength(5)
  expect(users.every(({ passwordDigest }) => passwordDigest === bcrypt)).toBe(true)
  expect(users.filter(({ isSuspended }) => isSuspended)).toHaveLength(2)
  expect(users.filter(({ roleIds }) => roleIds.length === 1)).toHaveLength(4)
  expect(organizations.map(({ name, members }) => [name, members.length])).toEqual([
    ['Org 1', 3],
    ['Org 2', 2],
  ])
  expect(users.find(({ username }) => username === 'u_1000000')!.customData).toMatchObject({
    metadata: { plan: 'pro' },
  })
})

it('passes over nobody where somebody is deleted between two pages', async () => {
  const humans = makeHumans('1', 1_200)
  const answer = mockZitadel(humans, ['1'])
  let pages = 0
  const origin = await startVendor((question) => {
    // The last rows of the page before are among them.
    if (question.url.pathname === '/v2/users' && (pages += 1) === 3) humans.splice(400, 120)
    return answer(question)
  })
  const folder = `${await makeTemporaryFolder()}/zitadel`
  await exportFrom('zitadel', env(origin), folder)
  const ids = (await readRows(folder, 'users')).map(({ userId }) => userId)
  expect(new Set(ids).size).toBe(ids.length)
  for (const { id } of humans) expect(ids).toContain(id)
})

it('says in a dry run that the account may not have organizations exported', async () => {
  const origin = await startVendor(mockZitadel(makeHumans('1', 7), ['1']))
  expect(await lookAt('zitadel', env(origin))).toMatchObject({ parts: [{ name: 'users', total: 7 }] })
  const poor = await startVendor(mockZitadel([], ['1'], false))
  await expect(lookAt('zitadel', env(poor))).rejects.toMatchObject({ code: 'source_refused' })
})
