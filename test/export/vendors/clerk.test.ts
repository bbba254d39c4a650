import { join } from 'node:path'
import { expect, it } from 'vitest'
import { importVendor, makeMemoryFolder, rehearseVendor } from '../../support/servers/rehearse-vendor.js'
import {
  exportFrom,
  lookAt,
  readRows,
  startVendor,
  type VendorQuestion,
  type VendorReply,
} from '../../support/servers/vendor-server.js'

const key = 'sk_test_secretvalue'
const env = (origin: string) => ({ CLERK_API_URL: origin, CLERK_SECRET_KEY: key })
const start = Date.UTC(2024, 0, 1)

interface MockOptions {
  users?: number
  hasOrganizations?: boolean
  /** Whether `created_at_after` gives the moment itself. */
  isInclusive?: boolean
}

/** By https://clerk.com/docs/reference/backend-api. */
const mockClerk = ({ users = 30, hasOrganizations = true, isInclusive = false }: MockOptions = {}) => {
  const people = Array.from({ length: users }, (_, index) => ({
    id: `user_${String(index).padStart(5, '0')}`,
    object: 'user',
    first_name: `Given ${index}`,
    primary_email_address_id: `idn_${index}`,
    email_addresses: [
      { id: `idn_${index}`, email_address: `user${index}@example.com`, verification: { status: 'verified' } },
    ],
    public_metadata: { plan: 'pro' },
    password_enabled: true,
    // Three of one moment.
    created_at: start + Math.floor(index / 3),
    updated_at: start + 86_400_000 + index * 1_000,
  }))
  const organizations = ['org_1', 'org_2'].map((id, index) => ({
    id,
    name: `Org ${index}`,
    slug: id,
    created_at: start + index,
  }))
  const memberships = people.slice(0, 6).map(({ id }, index) => ({
    id: `orgmem_${index}`,
    role: 'org:admin',
    organization: organizations[index % 2],
    public_user_data: { user_id: id },
    created_at: start + index,
  }))
  const invitations = [
    {
      id: 'orginv_1',
      email_address: 'new@example.com',
      organization_id: 'org_1',
      role: 'org:member',
      status: 'pending',
      created_at: start,
    },
  ]
  return ({ url, method, headers }: VendorQuestion): VendorReply => {
    expect(method).toBe('GET')
    if (headers.authorization !== `Bearer ${key}`)
      return { status: 401, body: { errors: [{ code: 'authentication_invalid', message: key }] } }
    const { pathname, searchParams } = url
    const offset = Number(searchParams.get('offset') ?? 0)
    const limit = Math.min(500, Number(searchParams.get('limit') ?? 10))
    const ordered = (rows: readonly { created_at: number; updated_at?: number }[]): unknown[] => {
      const order = searchParams.get('order_by') ?? '-created_at'
      const field = order.replace(/^[+-]/, '') as 'created_at' | 'updated_at'
      return rows
        .toSorted((a, b) => (order.startsWith('-') ? -1 : 1) * ((a[field] ?? 0) - (b[field] ?? 0)))
        .slice(offset, offset + limit)
    }
    if (pathname === '/v1/users/count') return { body: { object: 'total_count', total_count: people.length } }
    if (pathname === '/v1/users') {
      const after = Number(searchParams.get('created_at_after') ?? 0)
      return {
        body: ordered(people.filter(({ created_at: at }) => (isInclusive ? at >= after : at > after))),
      }
    }
    if (!hasOrganizations)
      return { status: 403, body: { errors: [{ code: 'organization_not_enabled_in_instance' }] } }
    const list = {
      '/v1/organizations': organizations,
      '/v1/organization_memberships': memberships,
      '/v1/organization_invitations': invitations,
    }[pathname]
    return list === undefined
      ? { status: 404, body: {} }
      : { body: { data: ordered(list), total_count: list.length } }
  }
}

it('clerk: everything, however it is broken off', async () => {
  const files = await rehearseVendor({ system: 'clerk', answer: mockClerk(), env, secrets: [key] })
  expect(Object.fromEntries(Object.entries(files).map(([name, rows]) => [name, rows.length]))).toEqual({
    users: 30,
    organizations: 2,
    memberships: 6,
    invitations: 1,
  })
})

it.each([true, false])(
  'clerk: more than two pages, with the moment itself or without it',
  async (isInclusive) => {
    const origin = await startVendor(mockClerk({ users: 1_202, hasOrganizations: false, isInclusive }))
    const folder = join(await makeMemoryFolder(), 'clerk')
    await exportFrom('clerk', env(origin), folder)
    const ids = (await readRows(folder, 'users')).map(({ id }) => id)
    expect([ids.length, new Set(ids).size]).toEqual([1_202, 1_202])
  },
)

it('clerk: changes alone, and an instance without organizations', async () => {
  const origin = await startVendor(mockClerk({ users: 1_202, hasOrganizations: false }))
  expect(await lookAt('clerk', env(origin))).toMatchObject({
    parts: [{ name: 'users', total: 1_202 }],
    withheld: [
      expect.stringContaining('hashes'),
      expect.stringContaining('organizations'),
      expect.anything(),
      expect.anything(),
    ],
  })
  const folder = join(await makeMemoryFolder(), 'clerk')
  const since = new Date(start + 86_400_000 + 600 * 1_000).toISOString()
  await exportFrom('clerk', env(origin), folder, { since })
  const ids = (await readRows(folder, 'users')).map(({ id }) => id)
  expect(ids).toHaveLength(602)
  expect(ids.at(-1)).toBe('user_00600')
  const wrong = exportFrom('clerk', { ...env(origin), CLERK_SECRET_KEY: 'sk_live_other' }, `${folder}2`)
  await expect(wrong).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining('other'),
  })
})

it('clerk: what was exported is imported and verified', async () => {
  const state = await importVendor({ system: 'clerk', answer: mockClerk(), env })
  expect(state.users).toHaveLength(30)
  const first = state.users.find(({ primaryEmail }) => primaryEmail === 'user0@example.com')!
  expect(first.customData).toMatchObject({ publicMetadata: { plan: 'pro' } })
  expect(first.organizations).toHaveLength(1)
})
