import { readFile } from 'node:fs/promises'
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

const secret = 'entra-secret-value'
const token = 'entra-token-value'
const env = (origin: string) => ({
  AZURE_TENANT_ID: 'tenant-1',
  AZURE_CLIENT_ID: 'client-1',
  AZURE_CLIENT_SECRET: secret,
  AZURE_AUTHORITY_HOST: `${origin}/login`,
  MICROSOFT_GRAPH_URL: origin,
})

const extension = 'extension_0123456789abcdef0123456789abcdef_LoyaltyId'

const makeUser = (index: number) => ({
  id: `00000000-0000-4000-8000-${String(index).padStart(12, '0')}`,
  displayName: `User ${index}`,
  mail: null,
  accountEnabled: index % 5 !== 0,
  userPrincipalName: `user${index}@acme.onmicrosoft.com`,
  identities: [
    {
      signInType: 'emailAddress',
      issuer: 'acme.onmicrosoft.com',
      issuerAssignedId: `user${index}@example.com`,
    },
  ],
  [extension]: String(index),
  signInActivity: { lastSignInDateTime: '2026-01-01T00:00:00Z' },
})

interface MockOptions {
  hasRights?: boolean
  hasDelta?: boolean
  users?: number
}

/** By https://learn.microsoft.com/graph/api: only what `$select` names is given. */
const mockGraph = ({ hasRights = true, hasDelta = true, users: count = 25 }: MockOptions = {}) => {
  const users = Array.from({ length: count }, (_, index) => makeUser(index))
  const denied: VendorReply = {
    status: 403,
    body: { error: { code: 'Authorization_RequestDenied', message: token } },
  }
  return ({ url, method, headers, text }: VendorQuestion): VendorReply => {
    const { pathname, searchParams } = url
    if (pathname === '/login/tenant-1/oauth2/v2.0/token') {
      const form = new URLSearchParams(text)
      const isKnown = form.get('client_secret') === secret && form.get('scope')?.endsWith('/.default')
      return isKnown
        ? { body: { token_type: 'Bearer', access_token: token } }
        : { status: 401, body: { error: 'invalid_client' } }
    }
    if (headers.authorization !== `Bearer ${token}`) return { status: 401, body: {} }
    if (pathname === '/v1.0/directoryObjects/getAvailableExtensionProperties') {
      expect(method).toBe('POST')
      return hasRights
        ? {
            body: {
              value: [
                { name: extension, targetObjects: ['User'] },
                { name: 'extension_x_Device', targetObjects: ['Device'] },
              ],
            },
          }
        : denied
    }
    expect(method).toBe('GET')
    const select = (searchParams.get('$select') ?? '').split(',')
    const top = Number(searchParams.get('$top') ?? 100)
    // A service on another host than it is asked at, as behind a proxy.
    const page = (rows: readonly object[], size: number): VendorReply => {
      const skip = Number(searchParams.get('$skiptoken') ?? 0)
      const more = new URL(url)
      more.host = 'graph.example.org'
      more.searchParams.set('$skiptoken', String(skip + size))
      return {
        body: {
          value: rows.slice(skip, skip + size),
          ...(searchParams.has('$count') ? { '@odata.count': rows.length } : {}),
          ...(skip + size < rows.length ? { '@odata.nextLink': more.href } : {}),
        },
      }
    }
    const chosen = (user: object): object =>
      Object.fromEntries(Object.entries(user).filter(([name]) => select.includes(name)))
    if (select.includes('signInActivity')) {
      if (!hasRights) return denied
      expect(top).toBeLessThanOrEqual(500)
    }
    expect(top).toBeLessThanOrEqual(999)
    if (pathname === '/v1.0/users') {
      if (searchParams.has('$count')) expect(headers['consistencylevel']).toBe('eventual')
      return page(users.map(chosen), Math.min(top, 10))
    }
    if (pathname === '/v1.0/users/delta') {
      if (!hasDelta) return { status: 400, body: { error: { code: 'Request_UnsupportedQuery' } } }
      if (searchParams.get('$deltatoken') === 'latest') {
        return {
          body: {
            value: [],
            '@odata.deltaLink': 'https://graph.microsoft.com/v1.0/users/delta?$deltatoken=state-1',
          },
        }
      }
      const isSecond = searchParams.get('$skiptoken') === '2'
      if (!isSecond) expect(searchParams.get('$deltatoken')).toBe('state-1')
      return isSecond
        ? {
            body: {
              value: [{ id: users[3]!.id, city: 'Turku' }, { id: users[9]!.id }],
              '@odata.deltaLink': 'x',
            },
          }
        : {
            body: {
              value: [
                { id: users[3]!.id },
                { id: 'gone', '@removed': { reason: 'deleted' } },
                { id: 'vanished' },
              ],
              '@odata.nextLink': 'https://graph.microsoft.com/v1.0/users/delta?$skiptoken=2',
            },
          }
    }
    const user = users.find(({ id }) => pathname === `/v1.0/users/${id}`)
    if (user !== undefined) return { body: chosen(user) }
    const members = users.slice(0, 12).map(({ id }) => ({ '@odata.type': '#microsoft.graph.user', id }))
    switch (pathname) {
      case '/v1.0/groups':
        return hasRights
          ? page(
              ['g1', 'g2'].map((id) => ({ id, displayName: `Group ${id}` })),
              1,
            )
          : denied
      case '/v1.0/groups/g1/members':
        return page([...members, { '@odata.type': '#microsoft.graph.device', id: 'device' }], 5)
      case '/v1.0/groups/g2/members':
        return page([], 5)
      case '/v1.0/directoryRoles':
        return hasRights ? page([{ id: 'r1', displayName: 'User Administrator' }], 5) : denied
      case '/v1.0/directoryRoles/r1/members':
        return page(members.slice(0, 1), 5)
      default:
        return { status: 404, body: {} }
    }
  }
}

it('entra: everything, however it is broken off', async () => {
  const files = await rehearseVendor({ system: 'entra', answer: mockGraph(), env, secrets: [secret, token] })
  expect(files['users']).toHaveLength(25)
  expect(files['users']![1]).toMatchObject({ [extension]: '1', signInActivity: {}, identities: [{}] })
  expect(files['groups']).toHaveLength(12)
  expect(files['directoryRoles']).toEqual([{ userId: makeUser(0).id, name: 'User Administrator' }])
})

it('entra: an application with the one right that it needs', async () => {
  const origin = await startVendor(mockGraph({ hasRights: false, hasDelta: false }))
  const look = await lookAt('entra', env(origin))
  expect(look.parts.map(({ name, total }) => [name, total])).toEqual([['users', 25]])
  expect(look.continuation).toBeUndefined()
  for (const what of [
    'GroupMember.Read.All',
    'RoleManagement.Read.Directory',
    'Application.Read.All',
    'AuditLog.Read.All',
    'no account of changes',
  ]) {
    expect(look.withheld).toContainEqual(expect.stringContaining(what))
  }
  const folder = join(await makeMemoryFolder(), 'entra')
  await exportFrom('entra', env(origin), folder)
  expect(await readRows(folder, 'users')).toHaveLength(25)
  const wrong = exportFrom('entra', { ...env(origin), AZURE_CLIENT_SECRET: 'other' }, `${folder}2`)
  await expect(wrong).rejects.toMatchObject({ code: 'source_refused' })
  const since = exportFrom('entra', env(origin), `${folder}3`, { since: '2026-01-01T00:00:00.000Z' })
  await expect(since).rejects.toMatchObject({ code: 'since_unknown' })
})

it('entra: what changed since an earlier export, each as a whole and once', async () => {
  const origin = await startVendor(mockGraph())
  const folder = join(await makeMemoryFolder(), 'entra')
  await exportFrom('entra', env(origin), folder)
  const manifest = JSON.parse(await readFile(join(folder, 'manifest.json'), 'utf8')) as {
    continuation: string
    startedAt: string
  }
  expect(manifest.continuation).toContain('state-1')
  const { continuation, startedAt: since } = manifest
  await exportFrom('entra', env(origin), `${folder}2`, { since, continuation })
  const rows = await readRows(`${folder}2`, 'users')
  expect(rows.map(({ displayName }) => displayName)).toEqual(['User 3', 'User 9'])
  expect(rows[0]).toMatchObject({ [extension]: '3', identities: [{}] })
})

it('entra: what was exported is imported and verified', async () => {
  const state = await importVendor({ system: 'entra', answer: mockGraph(), env })
  expect(state.users).toHaveLength(25)
  const first = state.users.find(({ primaryEmail }) => primaryEmail === 'user0@example.com')!
  expect(first.isSuspended).toBe(true)
  expect(first.customData).toMatchObject({
    extensions: { LoyaltyId: '0' },
    directoryRoles: ['User Administrator'],
  })
  expect(state.roles.filter(({ id }) => first.roleIds.includes(id)).map(({ name }) => name)).toEqual([
    'Group g1',
  ])
})
