import { request } from 'node:http'
import { describe, expect, test } from 'vitest'
import { openSandbox, pickString, pluck } from '../../sandbox-client.js'

const overlongName = '😀'.repeat(65)

describe('a name of 65 emoji', () => {
  test('breaks every list that holds it, until it is mended', async () => {
    const { call, sandbox, createUser } = await openSandbox()
    expect((await call('POST', '/api/users', { name: overlongName })).status).toBe(500)
    const [id] = sandbox.state().users.map((user) => user.id)
    const role = pickString((await call('POST', '/api/roles', { name: 'r', description: 'r' })).body, 'id')
    expect((await call('POST', `/api/roles/${role}/users`, { userIds: [id] })).status).toBe(201)
    for (const path of ['/api/users', `/api/users/${id}`, `/api/roles/${role}/users`]) {
      expect([path, (await call('GET', path)).status]).toEqual([path, 500])
    }
    for (let n = 0; n < 5; n += 1) await createUser()
    expect((await call('GET', '/api/users?page_size=5')).status).toBe(200)
    expect((await call('PATCH', `/api/users/${id}`, { name: 'short' })).status).toBe(200)
    expect((await call('GET', '/api/users')).status).toBe(200)
  })
})

test('pages stay newest first while users come and go', async () => {
  const { call, createUser } = await openSandbox()
  const ids: string[] = []
  for (let n = 0; n < 7; n += 1) ids.unshift(await createUser())
  await call('DELETE', `/api/users/${ids[2]}`)
  await call('DELETE', `/api/users/${ids[0]}`)
  const left = ids.filter((_, index) => index !== 2 && index !== 0)
  const pages = await Promise.all(
    [1, 2, 3, 4].map((page) => call('GET', `/api/users?page_size=2&page=${page}`)),
  )
  expect(pages.map(({ body }) => pluck(body, 'id'))).toEqual([
    left.slice(0, 2),
    left.slice(2, 4),
    left.slice(4),
    [],
  ])
})

test('an identifier is free again once its user lets go of it', async () => {
  const { call, createUser } = await openSandbox()
  const fields = { username: 'a', primaryEmail: 'A@b.co', primaryPhone: '61412345678' }
  const id = await createUser(fields)
  await call('PUT', `/api/users/${id}/identities/google`, { userId: 'g' })
  const cleared = { username: '', primaryEmail: null, primaryPhone: '' }
  expect((await call('PATCH', `/api/users/${id}`, cleared)).status).toBe(200)
  const second = await createUser(fields)
  expect((await call('PUT', `/api/users/${second}/identities/google`, { userId: 'g' })).status).toBe(422)
  await call('DELETE', `/api/users/${id}/identities/google`)
  expect((await call('PUT', `/api/users/${second}/identities/google`, { userId: 'g' })).status).toBe(201)
  await call('DELETE', `/api/users/${second}`)
  await createUser(fields)
})

test('of creates at the same time with one e-mail only one gets through, plaintext or not', async () => {
  const { call, sandbox } = await openSandbox()
  const emails = ['One@example.com', 'one@example.com', 'ONE@example.com', 'onE@example.com']
  const answers = await Promise.all(
    emails.map((primaryEmail) => call('POST', '/api/users', { primaryEmail, password: 'Secret-123' })),
  )
  expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 422, 422, 422])
  expect(sandbox.state().users).toHaveLength(1)
})

const phones: [sent: string, stored: string | null][] = [
  ['610412345678', '61412345678'],
  ['390612345678', '390612345678'],
  ['4155550123', '4155550123'],
  ['12345', '12345'],
  ['1', null],
]

test.for(phones)('phone %s is stored as %s', async ([primaryPhone, stored]) => {
  const { call } = await openSandbox()
  const { status, body } = await call('POST', '/api/users', { primaryPhone })
  expect([status, status === 200 ? pickString(body, 'primaryPhone') : null]).toEqual([
    stored ? 200 : 422,
    stored,
  ])
})

test('a default role is given to new users', async () => {
  const fixtures = { roles: [{ id: 'member', name: 'Member', isDefault: true }] }
  const { sandbox, createUser } = await openSandbox({ fixtures })
  await createUser()
  expect(sandbox.state().users.map(({ roleIds }) => roleIds)).toEqual([['member']])
})

test('usernames that differ in case collide once the tenant says so', async () => {
  const { call, createUser } = await openSandbox()
  await createUser({ username: 'anna' })
  const twin = await createUser({ username: 'Anna' })
  const policy = { usernamePolicy: { caseSensitive: false } }
  expect(await call('PATCH', '/api/sign-in-exp', policy)).toMatchObject({
    status: 409,
    body: { data: { totalConflicts: 1 } },
  })
  await call('DELETE', `/api/users/${twin}`)
  expect((await call('PATCH', '/api/sign-in-exp', policy)).body).toMatchObject({
    usernamePolicy: { caseSensitive: false, maxLength: 128 },
  })
  expect((await call('POST', '/api/users', { username: 'ANNA' })).status).toBe(422)
})

test('a URL over the header limit is answered 431', async () => {
  const { sandbox } = await openSandbox()
  const status = await new Promise((resolve, reject) => {
    const path = `/api/users?search=${'a'.repeat(17_000)}`
    request(sandbox.url + path, (response) => resolve(response.resume().statusCode))
      .on('error', reject)
      .end()
  })
  expect(status).toBe(431)
})
