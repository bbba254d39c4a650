import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importVendor, makeMemoryFolder, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import {
  exportFrom,
  lookAt,
  startVendor,
  type VendorQuestion,
  type VendorReply,
} from '../../support/servers/vendor-server.js'

const secret = 'secret-test-value'
const project = 'project-test-11111111'
const env = (origin: string) => ({
  STYTCH_API_URL: origin,
  STYTCH_PROJECT_ID: project,
  STYTCH_SECRET: secret,
})

const users = Array.from({ length: 25 }, (_, index) => ({
  user_id: `user-test-${index}`,
  name: { first_name: 'Ada', last_name: `User ${index}` },
  emails: [{ email_id: `email-test-${index}`, email: `user${index}@example.com`, verified: true }],
  status: 'active',
  trusted_metadata: { plan: 'pro' },
  created_at: '2024-01-01T00:00:00Z',
}))

const organizations = Array.from({ length: 5 }, (_, index) => ({
  organization_id: `organization-test-${index}`,
  organization_name: `Org ${index}`,
  organization_slug: `org-${index}`,
}))

const members = Array.from({ length: 20 }, (_, index) => ({
  member_id: `member-test-${index}`,
  organization_id: `organization-test-${index % 4}`,
  email_address: `member${index}@example.com`,
  email_address_verified: true,
  status: 'active',
  name: `Member ${index}`,
  roles: [{ role_id: 'editor', sources: [] }],
}))

/** By https://stytch.com/docs/api: searches by POST, with a cursor; pages are cut small here. */
const mockStytch =
  (kind: 'consumer' | 'b2b') =>
  ({ url, method, headers, json }: VendorQuestion): VendorReply => {
    expect(method).toBe('POST')
    const expected = `Basic ${Buffer.from(`${project}:${secret}`).toString('base64')}`
    if (headers.authorization !== expected)
      return { status: 401, body: { error_type: 'unauthorized_credentials', error_message: secret } }
    const {
      cursor,
      limit,
      organization_ids: ids,
    } = json as { cursor?: string; limit: number; organization_ids?: string[] }
    expect(limit).toBeLessThanOrEqual(1_000)
    const page = (name: string, rows: unknown[]): VendorReply => {
      const from = Number(cursor ?? 0)
      const end = from + Math.min(limit, 7)
      return {
        body: {
          status_code: 200,
          [name]: rows.slice(from, end),
          results_metadata: { total: rows.length, next_cursor: end < rows.length ? String(end) : null },
        },
      }
    }
    const isB2b = url.pathname.startsWith('/v1/b2b/')
    if (isB2b !== (kind === 'b2b'))
      return { status: 400, body: { error_type: 'invalid_project_id_authentication' } }
    switch (url.pathname) {
      case '/v1/users/search':
        return page('results', users)
      case '/v1/b2b/organizations/search':
        return page('organizations', organizations)
      case '/v1/b2b/organizations/members/search':
        expect(ids).not.toHaveLength(0)
        return page(
          'members',
          members.filter(({ organization_id: id }) => ids?.includes(id)),
        )
      default:
        return { status: 404, body: {} }
    }
  }

it('stytch: users of a consumer project, however it is broken off', async () => {
  const files = await rehearseVendor({
    system: 'stytch',
    answer: mockStytch('consumer'),
    env,
    secrets: [secret],
  })
  expect(files).toEqual({ users })
})

it('stytch: organizations and members of a B2B project', async () => {
  const files = await rehearseVendor({ system: 'stytch', answer: mockStytch('b2b'), env, secrets: [secret] })
  expect(files['organizations']).toEqual(organizations)
  expect(files['users']).toHaveLength(20)
  const origin = await startVendor(mockStytch('b2b'))
  expect(await lookAt('stytch', env(origin))).toMatchObject({
    parts: [{ name: 'organizations', total: 5 }, { name: 'members' }],
    permissions: [expect.stringContaining('B2B')],
  })
  const wrong = exportFrom(
    'stytch',
    { ...env(origin), STYTCH_SECRET: 'other' },
    join(await makeMemoryFolder(), 'stytch'),
  )
  await expect(wrong).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining(secret),
  })
})

it('stytch: what was exported is imported and verified', async () => {
  const state = await importVendor({ system: 'stytch', answer: mockStytch('b2b'), env })
  expect(state.users).toHaveLength(20)
  expect(state.organizations.map(({ name }) => name).toSorted()).toEqual(['Org 0', 'Org 1', 'Org 2', 'Org 3'])
  const consumers = await importVendor({ system: 'stytch', answer: mockStytch('consumer'), env })
  expect(consumers.users).toHaveLength(25)
})
