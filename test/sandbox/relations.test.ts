import { expect, test } from 'vitest'
import { openSandbox, pickString, pluck } from './sandbox-client.js'

const fixtures = {
  roles: [
    { id: 'editor', name: 'Editor' },
    { id: 'viewer', name: 'Viewer' },
  ],
  organizations: [
    { id: 'acme', name: 'Acme' },
    { id: 'umbrella', name: 'Umbrella' },
  ],
  organizationRoles: [
    { id: 'owner', name: 'owner' },
    { id: 'robot', name: 'robot', type: 'MachineToMachine' as const },
  ],
}

test('deleting a user, a role or an organization leaves no relation behind', async () => {
  const { call, sandbox, createUser } = await openSandbox({ fixtures })
  const userIds = [await createUser(), await createUser()]
  await call('POST', '/api/roles/editor/users', { userIds })
  await call('POST', '/api/organizations/acme/users', { userIds })
  await call('POST', '/api/organizations/umbrella/users', { userIds })
  const owners = { userIds, organizationRoleIds: ['owner'] }
  expect((await call('POST', '/api/organizations/acme/users/roles', owners)).status).toBe(201)

  await call('DELETE', `/api/users/${userIds[0]}`)
  await call('DELETE', '/api/organizations/umbrella')
  expect(sandbox.state().users).toMatchObject([
    { id: userIds[1], roleIds: ['editor'], organizations: [{ id: 'acme', organizationRoleIds: ['owner'] }] },
  ])
  await call('DELETE', '/api/roles/editor')
  await call('DELETE', '/api/organization-roles/owner')
  expect(sandbox.state().users).toMatchObject([
    { roleIds: [], organizations: [{ id: 'acme', organizationRoleIds: [] }] },
  ])
  // Who joins again starts without the roles of before.
  await call('DELETE', `/api/organizations/acme/users/${userIds[1]}`)
  await call('POST', '/api/organizations/acme/users', { userIds: [userIds[1]] })
  const [acme] = sandbox.state().organizations
  expect(acme?.members).toEqual([{ userId: userIds[1], organizationRoleIds: [] }])
})

test('organization roles of one member: by id and name, replaced, taken away', async () => {
  const { call, createUser } = await openSandbox({ fixtures })
  const id = await createUser()
  const path = `/api/organizations/acme/users/${id}/roles`
  expect((await call('GET', path)).body).toMatchObject({ code: 'organization.require_membership' })
  await call('POST', '/api/organizations/acme/users', { userIds: [id] })
  expect(await call('POST', path, { organizationRoleNames: ['owner', 'king'] })).toMatchObject({
    status: 422,
    body: { code: 'organization.role_names_not_found' },
  })
  expect(await call('POST', path, { organizationRoleNames: ['owner'] })).toMatchObject({
    status: 201,
    body: { organizationRoleIds: ['owner'] },
  })
  expect((await call('POST', path, { organizationRoleIds: ['robot'] })).body).toMatchObject({
    code: 'entity.db_constraint_violated',
  })
  expect((await call('GET', `/api/users/${id}/organizations`)).body).toMatchObject([
    { id: 'acme', organizationRoles: [{ id: 'owner', name: 'owner' }] },
  ])
  expect((await call('PUT', path, { organizationRoleIds: [] })).status).toBe(204)
  expect((await call('GET', path)).body).toEqual([])
})

test('roles of one user are replaced', async () => {
  const { call, createUser } = await openSandbox({ fixtures })
  const id = await createUser()
  await call('POST', `/api/users/${id}/roles`, { roleIds: ['editor'] })
  await call('PUT', `/api/users/${id}/roles`, { roleIds: ['viewer'] })
  expect(pluck((await call('GET', `/api/users/${id}/roles`)).body, 'id')).toEqual(['viewer'])
  expect((await call('DELETE', `/api/users/${id}/roles/editor`)).status).toBe(404)
  expect(pluck((await call('GET', '/api/roles?search.name=view%25')).body, 'usersCount')).toEqual([1])
})

test('members are listed in pages and filtered', async () => {
  const { call, createUser } = await openSandbox({ fixtures })
  const userIds: string[] = []
  for (const name of ['Ann', 'Bob', 'Cid']) userIds.push(await createUser({ name }))
  expect((await call('PUT', '/api/organizations/acme/users', { userIds })).status).toBe(204)
  const page = await call('GET', '/api/organizations/acme/users?page=2&page_size=2')
  expect([page.headers.get('total-number'), pluck(page.body, 'name')]).toEqual(['3', ['Ann']])
  expect(pluck((await call('GET', '/api/organizations/acme/users?q=bo')).body, 'name')).toEqual(['Bob'])
  await call('PUT', '/api/organizations/acme/users', { userIds: userIds.slice(0, 1) })
  expect(pluck((await call('GET', '/api/organizations/acme/users')).body, 'name')).toEqual(['Ann'])
})

test('an invitation is accepted by its invitee only, once', async () => {
  const { call, createUser, sandbox } = await openSandbox({ fixtures })
  const invitation = {
    invitee: 'ann@example.com',
    organizationId: 'acme',
    expiresAt: Date.now() + 3_600_000,
    organizationRoleIds: ['owner'],
  }
  const first = await call('POST', '/api/organization-invitations', invitation)
  expect(first).toMatchObject({
    status: 201,
    body: { status: 'Pending', organizationRoles: [{ id: 'owner' }] },
  })
  expect((await call('POST', '/api/organization-invitations', invitation)).status).toBe(422)
  const id = pickString(first.body, 'id')
  expect((await call('POST', `/api/organization-invitations/${id}/message`, {})).status).toBe(501)
  const accept = async (acceptedUserId: string) =>
    (await call('PUT', `/api/organization-invitations/${id}/status`, { status: 'Accepted', acceptedUserId }))
      .status
  expect(await accept(await createUser({ primaryEmail: 'bob@example.com' }))).toBe(422)
  const ann = await createUser({ primaryEmail: 'Ann@Example.com' })
  expect(await accept(ann)).toBe(200)
  expect(await accept(ann)).toBe(422)
  expect(sandbox.state().organizations[0]?.members).toEqual([{ userId: ann, organizationRoleIds: ['owner'] }])
})

test('second factors are deleted one by one', async () => {
  const { call, createUser, sandbox } = await openSandbox()
  const id = await createUser()
  const path = `/api/users/${id}/mfa-verifications`
  expect((await call('POST', path, { type: 'Totp' })).body).toMatchObject({ type: 'Totp' })
  await call('POST', path, { type: 'BackupCode' })
  expect(sandbox.state().users[0]?.mfaFactors).toMatchObject([
    { type: 'Totp', secret: expect.stringMatching(/^[A-Z2-7]{32}$/) },
    { type: 'BackupCode' },
  ])
  const [totp] = pluck((await call('GET', path)).body, 'id')
  expect((await call('DELETE', `${path}/${totp}`)).status).toBe(204)
  expect((await call('DELETE', `${path}/${totp}`)).status).toBe(404)
  expect(pluck((await call('GET', path)).body, 'remainCodes')).toEqual([10])
})

test('webhooks are kept', async () => {
  const { call } = await openSandbox()
  const hook = {
    name: 'crm',
    events: ['User.Created', 'User.Created'],
    config: { url: 'http://127.0.0.1/h' },
  }
  const made = await call('POST', '/api/hooks', hook)
  expect(made).toMatchObject({ status: 201, body: { events: ['User.Created'], enabled: true } })
  expect((await call('POST', '/api/hooks', { config: {} })).body).toMatchObject({
    code: 'hook.missing_events',
  })
  const path = `/api/hooks/${pickString(made.body, 'id')}`
  expect([(await call('DELETE', path)).status, (await call('GET', path)).status]).toEqual([204, 404])
})
