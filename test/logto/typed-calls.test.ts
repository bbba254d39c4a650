import { describe, expect, test } from 'vitest'
import type { ApiRequest, Send } from '../../src/logto/http/api-call.js'
import { AmbiguousOutcomeError } from '../../src/logto/retry/ambiguous-outcome-error.js'
import { putIdentity } from '../../src/logto/calls/identities.js'
import { createInvitation, listInvitations } from '../../src/logto/calls/invitations.js'
import { addSecondFactor } from '../../src/logto/calls/mfa-verifications.js'
import { createOrganizationRole } from '../../src/logto/calls/organization-roles.js'
import {
  addOrganizationUsers,
  assignOrganizationRoles,
  createOrganization,
} from '../../src/logto/calls/organizations.js'
import { readObject } from '../../src/logto/http/read-body.js'
import { assignRole, assignRolesToUser, createRole, listAllRoles } from '../../src/logto/calls/roles.js'
import { getSignInExperience } from '../../src/logto/calls/sign-in-experience.js'
import {
  createUser,
  deleteUser,
  expirePassword,
  getUser,
  patchUser,
  suspendUser,
  verifyPassword,
} from '../../src/logto/calls/users.js'
import { createFakeSend, type FakeEnd } from '../support/fake-send.js'

const user = { id: 'u1', primaryEmail: 'a@b.co' }
const refused: FakeEnd = { status: 422, body: { code: 'user.email_already_in_use', message: 'In use.' } }

describe('each call as Logto has it', () => {
  type Call = (send: Send) => Promise<unknown>
  test.each<[string, Call, Partial<ApiRequest>, FakeEnd]>([
    [
      'create user',
      (send) => createUser(send, { name: 'A' }),
      { method: 'POST', path: '/api/users', body: { name: 'A' } },
      { body: user },
    ],
    [
      'get user',
      (send) => getUser(send, 'a/b', { includePasswordHash: true }),
      { method: 'GET', path: '/api/users/a%2Fb?includePasswordHash=true' },
      { body: user },
    ],
    [
      'patch user',
      (send) => patchUser(send, 'u1', { name: 'B' }),
      { method: 'PATCH', path: '/api/users/u1', body: { name: 'B' } },
      { body: user },
    ],
    [
      'suspend',
      (send) => suspendUser(send, 'u1', true),
      { method: 'PATCH', path: '/api/users/u1/is-suspended', body: { isSuspended: true } },
      { body: user },
    ],
    [
      'expire password',
      (send) => expirePassword(send, 'u1'),
      { method: 'PATCH', path: '/api/users/u1/password/expiration', body: { isExpired: true } },
      { body: user },
    ],
    ['delete', (send) => deleteUser(send, 'u1'), { method: 'DELETE', path: '/api/users/u1' }, 204],
    [
      'verify password',
      (send) => verifyPassword(send, 'u1', 'p'),
      { method: 'POST', path: '/api/users/u1/password/verify', body: { password: 'p' } },
      204,
    ],
    [
      'identity',
      (send) => putIdentity(send, 'u1', 'oidc/x', { userId: 'g', details: { a: 1 } }),
      { method: 'PUT', path: '/api/users/u1/identities/oidc%2Fx', body: { userId: 'g', details: { a: 1 } } },
      { status: 201, body: {} },
    ],
    [
      'second factor',
      (send) => addSecondFactor(send, 'u1', { type: 'Totp', secret: 'JBSWY3DPEHPK3PXP' }),
      {
        method: 'POST',
        path: '/api/users/u1/mfa-verifications',
        body: { type: 'Totp', secret: 'JBSWY3DPEHPK3PXP' },
      },
      { body: {} },
    ],
    [
      'create role',
      (send) => createRole(send, { name: 'r', description: 'd' }),
      { path: '/api/roles', body: { name: 'r', description: 'd', type: 'User' } },
      { body: { id: 'r1' } },
    ],
    [
      'assign role',
      (send) => assignRole(send, 'r1', ['u1', 'u2']),
      { method: 'POST', path: '/api/roles/r1/users', body: { userIds: ['u1', 'u2'] } },
      { status: 201, body: 'Created' },
    ],
    [
      'roles to a user, safe to repeat',
      (send) => assignRolesToUser(send, 'u1', ['r1']),
      { path: '/api/users/u1/roles', body: { roleIds: ['r1'] }, isIdempotent: true },
      { status: 201, body: {} },
    ],
    [
      'create organization',
      (send) => createOrganization(send, { name: 'o' }),
      { method: 'POST', path: '/api/organizations', body: { name: 'o' } },
      { status: 201, body: { id: 'o1' } },
    ],
    [
      'members, safe to repeat',
      (send) => addOrganizationUsers(send, 'o1', ['u1']),
      { path: '/api/organizations/o1/users', body: { userIds: ['u1'] }, isIdempotent: true },
      { status: 201, body: {} },
    ],
    [
      'member roles, safe to repeat',
      (send) => assignOrganizationRoles(send, 'o1', ['u1'], ['x']),
      {
        path: '/api/organizations/o1/users/roles',
        body: { userIds: ['u1'], organizationRoleIds: ['x'] },
        isIdempotent: true,
      },
      { status: 201, body: 'Created' },
    ],
    [
      'create organization role',
      (send) => createOrganizationRole(send, { name: 'x' }),
      {
        path: '/api/organization-roles',
        body: { name: 'x', organizationScopeIds: [], resourceScopeIds: [] },
      },
      { status: 201, body: { id: 'x1' } },
    ],
    [
      'invitations',
      (send) => listInvitations(send, { organizationId: 'o1' }),
      { path: '/api/organization-invitations?organizationId=o1' },
      { body: [] },
    ],
    [
      'invite',
      (send) =>
        createInvitation(send, {
          invitee: 'a@b.co',
          organizationId: 'o1',
          expiresAt: 1,
          messagePayload: false,
        }),
      { method: 'POST', path: '/api/organization-invitations' },
      { status: 201, body: { id: 'i1' } },
    ],
  ])('%s', async (_id, call, expected, end) => {
    const fake = createFakeSend([end])
    await call(fake.send)
    expect(fake.requests).toHaveLength(1)
    expect(fake.requests[0]).toMatchObject(expected)
  })

  test('what is not safe to repeat is not marked so', async () => {
    const fake = createFakeSend([{ body: { id: 'x' } }])
    await createUser(fake.send, {})
    await createRole(fake.send, { name: 'r', description: '' })
    await createOrganization(fake.send, { name: 'o' })
    expect(fake.requests.map(({ isIdempotent }) => isIdempotent)).toEqual([undefined, undefined, undefined])
  })
  test('what is refused when it comes twice, so that the caller sees it was applied, may be repeated', async () => {
    const fake = createFakeSend([{ body: { id: 'x' } }])
    await addSecondFactor(fake.send, 'u', { type: 'BackupCode', codes: [] })
    await assignRole(fake.send, 'r', ['u'])
    expect(fake.requests.map(({ isIdempotent }) => isIdempotent)).toEqual([true, true])
  })
})

describe('answers', () => {
  test('a user', async () => {
    expect(await createUser(createFakeSend([{ body: user }]).send, {})).toEqual({ value: user })
  })
  test('a refusal is a value with code and message', async () => {
    const refusal = { status: 422, code: 'user.email_already_in_use', message: 'In use.' }
    expect(await createUser(createFakeSend([refused]).send, {})).toEqual({ refusal })
    expect(await putIdentity(createFakeSend([refused]).send, 'u', 't', { userId: 'x' })).toEqual(refusal)
  })
  test('a guard error says which field', async () => {
    const body = {
      code: 'guard.invalid_input',
      details: 'Error in key path "username"',
      message: 'The request body is invalid.',
    }
    expect((await createUser(createFakeSend([{ status: 400, body }]).send, {})).refusal).toEqual({
      status: 400,
      code: 'guard.invalid_input',
      message: 'The request body is invalid. Error in key path "username"',
    })
  })
  test('a refusal without JSON has the status as its code', async () => {
    expect(
      await assignRole(createFakeSend([{ status: 404, body: 'Not Found' }]).send, 'r', ['u']),
    ).toMatchObject({ code: 'http_404' })
  })
  test.each<[string, FakeEnd, unknown]>([
    ['gone', 404, undefined],
    ['there', { body: user }, user],
  ])('get: %s', async (_id, end, expected) => {
    expect(await getUser(createFakeSend([end]).send, 'u1')).toEqual(expected)
  })
  test.each<[string, FakeEnd, unknown]>([
    ['deleted', 204, { value: 'deleted' }],
    ['absent', 404, { value: 'absent' }],
    [
      'refused',
      { status: 422, body: { code: 'x', message: 'y' } },
      { refusal: { status: 422, code: 'x', message: 'y' } },
    ],
  ])('delete: %s', async (_id, end, expected) => {
    expect(await deleteUser(createFakeSend([end]).send, 'u1')).toEqual(expected)
  })
  test('verify: right, wrong, unusable hash, unknown', async () => {
    const verify = (end: FakeEnd) => verifyPassword(createFakeSend([end]).send, 'u1', 'p')
    const throwing = (status: number | undefined) =>
      verifyPassword(
        () => Promise.reject(new AmbiguousOutcomeError('POST x', 'server_error', status)),
        'u1',
        'p',
      )
    expect(await verify(204)).toBe('right')
    expect(await verify({ status: 422, body: { code: 'session.invalid_credentials' } })).toBe('wrong')
    expect(await throwing(500)).toBe('unusable_hash')
    await expect(throwing(undefined)).rejects.toBeInstanceOf(AmbiguousOutcomeError)
    await expect(verify({ status: 404, body: { code: 'entity.not_found' } })).rejects.toMatchObject({
      code: 'call_refused',
    })
  })
  test.each<[string, (send: Send) => Promise<unknown>, unknown, RegExp]>([
    [
      'no id',
      (send) => createUser(send, {}),
      { name: 'x' },
      /POST \/api\/users: expected an object with id, got another object/,
    ],
    ['text', (send) => listAllRoles(send), 'hello', /expected an array, got text of 5 characters/],
    ['a list of text', (send) => listAllRoles(send), ['x'], /expected an array of objects with id, name/],
    ['nothing', (send) => getSignInExperience(send), undefined, /got nothing/],
  ])('of an unexpected shape: %s', async (_id, call, body, message) => {
    const error: unknown = await call(createFakeSend([{ body }]).send).catch((thrown: unknown) => thrown)
    expect(error).toMatchObject({ name: 'MigrationError', reason: 'target', code: 'unexpected_answer' })
    expect(String(error)).toMatch(message)
  })
})

test('the reader of an object takes no array', () => {
  expect(() => readObject()([], { method: 'GET', path: '/api/x' })).toThrow('got an array')
})
