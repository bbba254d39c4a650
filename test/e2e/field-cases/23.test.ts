import { expect, test } from 'vitest'
import { importCase, importText, isPasswordOf } from './import-case.js'

test("Auth0's bulk import file is recognised by custom_password_hash alone, and both hashes convert", async () => {
  const { exitCode, stderr, users } = await importCase('23-auth0-import-format')
  expect(exitCode, stderr).toBe(0)
  expect(stderr).toContain('Source: Auth0 (custom_password_hash')
  expect(users).toMatchObject([
    {
      primaryEmail: 'mona@example.com',
      passwordAlgorithm: 'Bcrypt',
      passwordDigest: '$2a$10$N9qo8uLOickgx2ZMRZoMyeIjZAgcfl7p92ldGxad68LJZdL17lhWy',
    },
    { primaryEmail: 'nils@example.com', passwordAlgorithm: 'Legacy' },
  ])
  expect(users.map(({ customData }) => Object.keys(customData))).toEqual([['migratedFrom'], ['migratedFrom']])
})

test('a text of the test is imported the same way, and a plaintext is proved', async () => {
  const content = '{"email":"ida@example.com","password":"Waterfall-7"}'
  const { users, rejected, requests } = await importText('users.ndjson', content, {
    args: ['--source', 'generic', '--plaintext-passwords', '--yes'],
  })
  expect(rejected).toBe('')
  expect(requests['POST /api/users']).toBe(1)
  expect(users).toHaveLength(1)
  expect(await isPasswordOf(users[0]!, 'Waterfall-7')).toBe(true)
  expect(await isPasswordOf(users[0]!, 'Waterfall-8')).toBe(false)
})
