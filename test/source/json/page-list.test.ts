import { describe, expect, test } from 'vitest'
import { readAll } from '../read-all.js'

const mona = { id: 1, email: 'mona@example.com' }
const nils = { id: 2, email: 'nils@example.org' }
const realm = { id: 'r', realm: 'r', sslRequired: 'external', clients: [{ clientId: 'account' }] }
const recordsOf = async (value: unknown, indent?: number, chunkBytes?: number): Promise<unknown[]> =>
  (await readAll(JSON.stringify(value, null, indent), {}, chunkBytes)).map((one) => one.record ?? one.problem)

test.each([
  [
    'under a name',
    { __collections__: { users: { u1: { email: 'mona@example.com' }, u2: { email: 'nils@example.org' } } } },
  ],
  [
    'deeper',
    { data: { app: { accounts: { u1: { email: 'mona@example.com' }, u2: { email: 'nils@example.org' } } } } },
  ],
])('users by key are found %s', async (_, value) => {
  const users = [{ email: 'mona@example.com' }, { email: 'nils@example.org' }].map((one, index) => ({
    id: `u${index + 1}`,
    ...one,
  }))
  expect(await recordsOf(value)).toEqual(users)
})

describe('a list whose items hold the users', () => {
  test.each([
    [
      'pages',
      [
        { page: 1, users: [mona] },
        { page: 2, users: [nils] },
      ],
    ],
    [
      'pages of another name',
      [
        { data: [mona], next: 'x' },
        { data: [nils], next: null },
      ],
    ],
    ['a page without users first', [{ users: [] }, { users: [mona, nils] }]],
    [
      'teams',
      [
        { id: 1, name: 'A', users: [mona] },
        { id: 2, name: 'B', users: [nils] },
      ],
    ],
    ['realms, one of them without users', [realm, { ...realm, users: [mona, nils], roles: { realm: [] } }]],
    [
      'the dump of a shop or blog',
      { db: [{ meta: {}, data: { posts: [{ id: 9 }], users: [mona, nils], tags: [] } }] },
    ],
    ['pages under a name', { pages: [{ users: [mona] }, { users: [nils] }], total: 2 }],
  ])('is read through: %s', async (_, value) => {
    expect(await recordsOf(value)).toEqual([mona, nils])
    expect(await recordsOf(value, 2, 7)).toEqual([mona, nils])
  })

  test.each([
    ['people who have users', [{ ...mona, users: [{ id: 7 }] }, nils]],
    [
      'records with lists and more',
      [
        { nr: 1, items: [{ sku: 'x' }], city: 'Bonn' },
        { nr: 2, items: [] },
      ],
    ],
  ])('is none: %s', async (_, value) => {
    expect(await recordsOf(value)).toEqual(value)
  })

  test('that ends between two pages is cut', async () => {
    const records = await readAll(`[{"users":[${JSON.stringify(mona)}]},`)
    expect(records.map((one) => one.problem?.code ?? one.record)).toEqual([mona, 'json_truncated'])
  })

  test.each([[realm], [[realm, { ...realm, realm: 'other' }]]])(
    'realms without users are refused as such',
    async (value) => {
      await expect(recordsOf(value)).rejects.toThrow(/realm of Keycloak without its users.*kc\.sh export/)
    },
  )
})
