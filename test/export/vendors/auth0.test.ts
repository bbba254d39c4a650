import { gzipSync } from 'node:zlib'
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

interface Auth0User {
  user_id: string
  email: string
  email_verified: boolean
  created_at: string
  updated_at: string
}

const secret = 'auth0-secret-value'
const token = 'auth0-token-value'

/** So many a millisecond, so that pages end amid users of one time. */
const makeUsers = (count: number, perTime: number): Auth0User[] =>
  Array.from({ length: count }, (_, index) => ({
    user_id: `auth0|${String(index).padStart(6, '0')}`,
    email: `user${index}@example.com`,
    email_verified: true,
    name: `User ${index}`,
    identities: [
      { connection: 'main', provider: 'auth0', user_id: String(index).padStart(6, '0'), isSocial: false },
    ],
    user_metadata: { theme: index % 2 === 0 ? 'dark' : 'light' },
    created_at: new Date(Date.UTC(2024, 0, 1) + Math.floor(index / perTime)).toISOString(),
    updated_at: new Date(Date.UTC(2025, 0, 1) + index * 60_000).toISOString(),
  }))

interface MockOptions {
  users: Auth0User[]
  scopes?: string[]
  /** Called before each page of users. */
  onPage?: (page: number) => void
}

const all = [
  'users',
  'organizations',
  'organization_members',
  'organization_member_roles',
  'roles',
  'organization_invitations',
]

/** By https://auth0.com/docs/api/management/v2. */
const mockAuth0 = ({ users, scopes = all, onPage = () => undefined }: MockOptions) => {
  const needs = (...names: string[]): VendorReply | undefined =>
    names.every((name) => scopes.includes(name))
      ? undefined
      : { status: 403, body: { error: 'Forbidden', token } }
  return ({ url, method, headers, text }: VendorQuestion): VendorReply => {
    const { pathname, searchParams } = url
    if (pathname === '/oauth/token') {
      const form = new URLSearchParams(text)
      const isKnown = form.get('client_secret') === secret && form.get('audience')?.endsWith('/api/v2/')
      return isKnown ? { body: { access_token: token, token_type: 'Bearer' } } : { status: 401, body: {} }
    }
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: {} }
    expect(method).toBe('GET')
    const [, , , resource, id, inner] = pathname.split('/')
    const page = Number(searchParams.get('page') ?? 0)
    const size = Number(searchParams.get('per_page') ?? 50)
    if (resource === 'users') {
      onPage(page)
      if (page * size >= 1000)
        return { status: 400, body: { message: 'You can only page through the first 1000 records.' } }
      const found = search(users, searchParams.get('q') ?? '', searchParams.get('sort'))
      const rows = found.slice(page * size, (page + 1) * size)
      return (
        needs('users') ?? {
          body: searchParams.has('include_totals') ? { users: rows, total: found.length } : rows,
        }
      )
    }
    if (resource === 'organizations' && inner === 'members') {
      expect(searchParams.get('fields')).toBe('user_id,roles')
      return (
        needs('organization_members', 'organization_member_roles') ?? {
          body: takeFrom('members', membersOf(id!), searchParams),
        }
      )
    }
    if (resource === 'organizations' && inner === 'invitations') {
      const invitations =
        id === 'org_1'
          ? [{ id: 'uinv_1', organization_id: id, invitee: { email: 'new@example.com' }, roles: [] }]
          : []
      return (
        needs('organization_invitations') ?? {
          body: { invitations, start: 0, limit: 100, total: invitations.length },
        }
      )
    }
    if (resource === 'organizations') {
      const rows = ['org_1', 'org_2', 'org_3'].map((org) => ({
        id: org,
        name: org.replace('_', '-'),
        display_name: `Org ${org}`,
      }))
      if (searchParams.has('include_totals'))
        return needs('organizations') ?? { body: { organizations: rows, total: 3 } }
      return needs('organizations') ?? { body: takeFrom('organizations', rows, searchParams, 2) }
    }
    if (resource === 'roles' && inner === 'users') {
      return (
        needs('users', 'roles') ?? {
          body: takeFrom(
            'users',
            users.filter((_, index) => index % 7 === 0).map(({ user_id }) => ({ user_id })),
            searchParams,
            5,
          ),
        }
      )
    }
    if (resource === 'roles')
      return needs('roles') ?? { body: page === 0 ? [{ id: 'rol_1', name: 'editor' }] : [] }
    return { status: 404, body: {} }
  }
}

const search = (users: Auth0User[], query: string, sort: string | null): Auth0User[] => {
  const created = /created_at:\["([^"]+)" TO \*\]/.exec(query)?.[1]
  const updated = /updated_at:\["([^"]+)" TO \*\]/.exec(query)?.[1]
  const found = users.filter(
    ({ created_at, updated_at }) =>
      (created === undefined || created_at >= created) && (updated === undefined || updated_at >= updated),
  )
  return sort === 'created_at:1'
    ? found.toSorted((a, b) => (a.created_at < b.created_at ? -1 : a.created_at > b.created_at ? 1 : 0))
    : found
}

const membersOf = (id: string) =>
  ['000000', '000001', '000002'].map((user) => ({
    user_id: `auth0|${user}`,
    roles: id === 'org_2' ? [{ id: 'rol_2', name: 'admin' }] : [],
  }))

/** Checkpoint pagination. */
const takeFrom = (name: string, rows: unknown[], params: URLSearchParams, most = 2) => {
  const start = Number(params.get('from') ?? 0)
  const end = start + Math.min(most, Number(params.get('take')))
  return { [name]: rows.slice(start, end), ...(end < rows.length ? { next: String(end) } : {}) }
}

const env = (origin: string) => ({ AUTH0_DOMAIN: origin, AUTH0_CLIENT_ID: 'id', AUTH0_CLIENT_SECRET: secret })

it('auth0: everything, however it is broken off', async () => {
  const users = makeUsers(120, 30)
  const files = await rehearseVendor({
    system: 'auth0',
    answer: mockAuth0({ users }),
    env,
    secrets: [secret, token],
  })
  expect(files['users']).toEqual(users)
  expect(files['organizations']!.map(({ id }) => id)).toEqual(['org_1', 'org_2', 'org_3'])
  expect(files['members']).toHaveLength(9)
  expect(files['members']![0]).toMatchObject({ user_id: 'auth0|000000', organization_id: 'org_1' })
  expect(files['roles']).toHaveLength(18)
  expect(files['roles']![1]).toEqual({ user_id: 'auth0|000007', name: 'editor' })
  expect(files['invitations']).toHaveLength(1)
})

it.each([
  ['one a millisecond', 1_150, 1],
  ['twenty a millisecond', 1_150, 20],
  ['a page and more of one time', 1_300, 450],
])('auth0: more than a search gives, %s', async (_name, count, perTime) => {
  const users = makeUsers(count, perTime)
  let pages = 0
  const origin = await startVendor(
    mockAuth0({
      users,
      scopes: ['users'],
      onPage: () => {
        pages += 1
        // Somebody comes and somebody goes while pages are read.
        if (pages === 5)
          users.push({ ...makeUsers(1, 1)[0]!, user_id: 'auth0|new', created_at: '2026-05-01T00:00:00.000Z' })
        if (pages === 8) users.splice(20, 30)
      },
    }),
  )
  const folder = join(await makeMemoryFolder(), 'auth0')
  await exportFrom('auth0', env(origin), folder)
  const ids = (await readRows(folder, 'users')).map((user) => user['user_id'])
  expect(new Set(ids).size).toBe(ids.length)
  for (const { user_id } of users) expect(ids).toContain(user_id)
})

it('auth0: stops where the search cannot tell users apart', async () => {
  const origin = await startVendor(mockAuth0({ users: makeUsers(1_200, 1_200), scopes: ['users'] }))
  const folder = join(await makeMemoryFolder(), 'auth0')
  await expect(exportFrom('auth0', env(origin), folder)).rejects.toMatchObject({ code: 'source_unexpected' })
})

it('auth0: says what the account may not read, and reads the rest', async () => {
  const origin = await startVendor(mockAuth0({ users: makeUsers(30, 1), scopes: ['users', 'roles'] }))
  expect(await lookAt('auth0', env(origin))).toMatchObject({
    parts: [{ name: 'users', total: 30 }, { name: 'roles' }],
    permissions: ['May read users (read:users).', 'May read roles (read:roles).'],
    withheld: [
      expect.stringContaining('hashes'),
      expect.stringContaining('read:organizations'),
      expect.stringContaining('read:organization_members'),
      expect.stringContaining('read:organization_invitations'),
    ],
  })
  const folder = join(await makeMemoryFolder(), 'auth0')
  const since = new Date(Date.UTC(2025, 0, 1) + 20 * 60_000).toISOString()
  await exportFrom('auth0', env(origin), folder, { since })
  expect(await readRows(folder, 'users')).toHaveLength(10)

  const refused = exportFrom('auth0', { ...env(origin), AUTH0_CLIENT_SECRET: 'wrong' }, `${folder}2`)
  await expect(refused).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining('wrong'),
  })
  const incomplete = exportFrom('auth0', { AUTH0_DOMAIN: origin }, `${folder}3`)
  await expect(incomplete).rejects.toMatchObject({ code: 'source_incomplete' })
})

it('auth0: waits for the job, and takes its file over once', async () => {
  const users = makeUsers(2_500, 1)
  const file = gzipSync(users.map((user) => JSON.stringify(user)).join('\n'))
  const search = mockAuth0({ users })
  const orders: unknown[] = []
  let isTorn = true
  const origin: string = await startVendor((question) => {
    const { url, method, headers, json } = question
    if (url.pathname === '/file.gz') {
      expect(headers.authorization).toBeUndefined()
      const bytes = isTorn ? file.subarray(0, file.length - 2_000) : file
      isTorn = false
      return { body: undefined, bytes }
    }
    if (method === 'POST' && url.pathname === '/api/v2/jobs/users-exports') {
      orders.push(json)
      return { body: { id: 'job_1', status: 'pending' } }
    }
    if (url.pathname !== '/api/v2/jobs/job_1') return search(question)
    polls += 1
    return {
      body:
        polls < 3
          ? { id: 'job_1', status: 'processing' }
          : { id: 'job_1', status: 'completed', location: `${origin}/file.gz` },
    }
  })
  let polls = 0
  const folder = join(await makeMemoryFolder(), 'auth0')
  const torn = exportFrom('auth0', env(origin), folder, { via: 'job' })
  await expect(torn).rejects.toMatchObject({ code: 'source_failed' })
  await exportFrom('auth0', env(origin), folder, { via: 'job' })
  expect(await readRows(folder, 'users')).toEqual(users)
  expect(orders).toHaveLength(1)
  expect(orders[0]).toMatchObject({
    format: 'json',
    fields: expect.arrayContaining([{ name: 'identities' }]),
  })
})

it('auth0: what was exported is imported and verified', async () => {
  const state = await importVendor({ system: 'auth0', answer: mockAuth0({ users: makeUsers(40, 1) }), env })
  expect(state.users).toHaveLength(40)
  const user = state.users.find(({ primaryEmail }) => primaryEmail === 'user0@example.com')!
  expect(user.customData).toMatchObject({ userMetadata: { theme: 'dark' } })
  expect(state.roles.filter(({ id }) => user.roleIds.includes(id)).map(({ name }) => name)).toEqual([
    'editor',
  ])
  expect(user.organizations).toHaveLength(3)
})
