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

const secret = 'keycloak-secret-value'
const token = 'keycloak-token-value'
const env = (origin: string) => ({
  KEYCLOAK_URL: `${origin}/auth/`,
  KEYCLOAK_REALM: 'acme',
  KEYCLOAK_CLIENT_ID: 'exporter',
  KEYCLOAK_CLIENT_SECRET: secret,
})

interface MockOptions {
  users?: number
  hasGroups?: boolean
  denied?: string[]
  onUsers?: (names: string[]) => void
}

/** By https://www.keycloak.org/docs-api/latest/rest-api. Below /auth, as old servers are. */
const mockKeycloak = ({
  users = 8,
  hasGroups = true,
  denied = [],
  onUsers = () => undefined,
}: MockOptions = {}) => {
  const names = Array.from({ length: users }, (_, index) => `user${String(index).padStart(4, '0')}`)
  const person = (username: string) => ({
    id: `id-${username}`,
    username,
    email: `${username}@example.com`,
    emailVerified: true,
    enabled: true,
    totp: false,
    createdTimestamp: 1_700_000_000_000,
    firstName: 'Ada',
    attributes: { team: ['blue'] },
  })
  return ({ url, method, headers, text }: VendorQuestion): VendorReply => {
    const { pathname, searchParams } = url
    if (pathname === '/auth/realms/acme/protocol/openid-connect/token') {
      return new URLSearchParams(text).get('client_secret') === secret
        ? { body: { access_token: token, expires_in: 60 } }
        : { status: 401, body: { error: 'unauthorized_client' } }
    }
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: {} }
    expect(method).toBe('GET')
    const path = pathname.replace('/auth/admin/realms/acme/', '')
    if (denied.some((start) => path.startsWith(start)))
      return { status: 403, body: { error: 'unknown_error' } }
    const page = (rows: readonly unknown[]): VendorReply => {
      const first = Number(searchParams.get('first') ?? 0)
      return { body: rows.slice(first, first + Number(searchParams.get('max') ?? 100)) }
    }
    if (path === 'users/count') return { body: names.length }
    if (path === 'users') {
      onUsers(names)
      expect(searchParams.get('briefRepresentation')).toBe('false')
      return page(names.toSorted().map(person))
    }
    const [, id, inner] = /^users\/([^/]+)\/(.+)$/.exec(path) ?? []
    if (id !== undefined && !names.includes(id.replace('id-', '')))
      return { status: 404, body: { error: 'User not found' } }
    if (inner === 'groups')
      return page(id === 'id-user0001' ? [{ id: 'g', name: 'eng', path: '/staff/eng' }] : [])
    if (inner === 'federated-identity') {
      return {
        body:
          id === 'id-user0002'
            ? [{ identityProvider: 'goo', userId: '1035', userName: 'ada@example.com' }]
            : [],
      }
    }
    switch (path) {
      case 'groups':
        return page(hasGroups ? [{ id: 'staff', name: 'staff' }] : [])
      case 'roles':
        return page(['default-roles-acme', 'offline_access', 'editor'].map((name) => ({ id: name, name })))
      case 'roles/editor/users':
        return page(names.slice(0, 5).map(person))
      case 'clients':
        return page([
          { id: 'c-0', clientId: 'account' },
          { id: 'c-1', clientId: 'app' },
        ])
      case 'clients/c-1/roles':
        return page([{ id: 'x', name: 'read all' }])
      case 'clients/c-1/roles/read%20all/users':
        return page(names.slice(0, 1).map(person))
      case 'identity-provider/instances':
        return page(
          hasGroups ? [{ alias: 'goo', providerId: 'google', config: { clientSecret: secret } }] : [],
        )
      case 'organizations':
        return page([
          { id: 'o-1', name: 'Acme', alias: 'acme' },
          { id: 'o-2', name: 'Empty' },
        ])
      case 'organizations/o-1/members':
        return page(names.slice(0, 3).map(person))
      case 'organizations/o-2/members':
        return page([])
      default:
        return { status: 404, body: {} }
    }
  }
}

it('keycloak: everything, however it is broken off', async () => {
  const files = await rehearseVendor({
    system: 'keycloak',
    answer: mockKeycloak(),
    env,
    secrets: [secret, token],
  })
  expect(files['users']).toHaveLength(8)
  expect(files['users']![1]).toMatchObject({ groups: ['/staff/eng'], attributes: { team: ['blue'] } })
  expect(files['users']![2]).toMatchObject({
    federatedIdentities: [{ identityProvider: 'goo', userId: '1035' }],
  })
  expect(files['roles']!.map(({ name }) => name)).toEqual([
    ...Array.from({ length: 5 }, () => 'editor'),
    'app:read all',
  ])
  expect(files['identityProviders']).toEqual([{ alias: 'goo', providerId: 'google' }])
  expect(files['organizations']).toMatchObject([
    { id: 'o-1', members: [{}, {}, {}] },
    { id: 'o-2', members: [] },
  ])
})

it('keycloak: people who come and go while pages are read', async () => {
  let asked = 0
  const origin = await startVendor(
    mockKeycloak({
      users: 450,
      hasGroups: false,
      onUsers: (names) => {
        asked += 1
        if (asked === 3) names.splice(30, 10)
        if (asked === 4) names.push('user0005a', 'user0006a', 'user0007a')
      },
    }),
  )
  const folder = join(await makeMemoryFolder(), 'keycloak')
  await exportFrom('keycloak', env(origin), folder)
  const names = (await readRows(folder, 'users')).map(({ username }) => String(username))
  expect(new Set(names).size).toBe(names.length)
  for (let index = 0; index < 450; index += 1) {
    if (index >= 30 && index < 40) continue
    expect(names).toContain(`user${String(index).padStart(4, '0')}`)
  }
})

it('keycloak: an account that may read users alone', async () => {
  const origin = await startVendor(
    mockKeycloak({ denied: ['roles', 'clients', 'identity-provider', 'organizations', 'groups'] }),
  )
  const look = await lookAt('keycloak', env(origin))
  expect(look.parts.map(({ name, total }) => [name, total])).toEqual([['users', 8]])
  for (const right of ['view-realm and view-clients', 'view-identity-providers', 'view-organizations']) {
    expect(look.withheld).toContainEqual(expect.stringContaining(right))
  }
  const folder = join(await makeMemoryFolder(), 'keycloak')
  await exportFrom('keycloak', env(origin), folder)
  expect((await readRows(folder, 'users'))[1]).toMatchObject({ groups: ['/staff/eng'] })
  const wrong = exportFrom('keycloak', { ...env(origin), KEYCLOAK_CLIENT_SECRET: 'other' }, `${folder}2`)
  await expect(wrong).rejects.toMatchObject({
    code: 'source_refused',
    message: expect.not.stringContaining('other'),
  })
  const nowhere = exportFrom('keycloak', { KEYCLOAK_URL: origin }, `${folder}3`)
  await expect(nowhere).rejects.toMatchObject({ code: 'source_incomplete' })
})

it('keycloak: what was exported is imported and verified', async () => {
  const state = await importVendor({ system: 'keycloak', answer: mockKeycloak(), env })
  expect(state.users).toHaveLength(8)
  const named = (name: string) =>
    state.users.find(({ primaryEmail }) => primaryEmail === `${name}@example.com`)!
  const roles = named('user0000').roleIds.map((id) => state.roles.find((role) => role.id === id)?.name)
  expect(roles.toSorted()).toEqual(['app:read all', 'editor'])
  expect(named('user0002').identities).toMatchObject({ google: { userId: '1035' } })
  expect(named('user0001').organizations).toHaveLength(1)
})
