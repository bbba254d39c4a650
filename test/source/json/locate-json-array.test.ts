import { describe, expect, test } from 'vitest'
import { outcomesOf, readAll } from '../read-all.js'

const jane = { id: 1, n: 'x' }

describe('the list of records is found in', () => {
  test.each([
    ['users of Firebase', { users: [jane] }],
    ['Users of Cognito', { Users: [jane], PaginationToken: 'x' }],
    ['value of Microsoft Graph', { '@odata.context': 'x', value: [jane], '@odata.nextLink': 'y' }],
    ['data of WorkOS', { object: 'list', data: [jane], list_metadata: { after: null } }],
    ['results of Stytch', { request_id: 'r', results: [jane], results_metadata: { total: 1 } }],
    ['Resources of SCIM', { schemas: ['urn'], totalResults: 1, Resources: [jane] }],
    ['Items of DynamoDB', { Count: 1, Items: [jane] }],
    [
      'a realm of Keycloak',
      {
        id: 'r',
        realm: 'r',
        roles: { realm: [{ id: 'a' }], client: { x: [{ id: 'b' }] } },
        groups: [{ id: 'g' }],
        users: [jane],
        clients: [{ id: 'c' }],
      },
    ],
    ['data.users of GraphQL', { data: { users: [jane] } }],
    ['the only list there is', { exportedAt: 'x', count: 1, staff: [jane] }],
    ['the only list of objects', { tags: ['a'], staff: [jane], empty: [] }],
  ])('%s', async (_, envelope) => {
    for (const input of [JSON.stringify(envelope), JSON.stringify(envelope, null, 2)]) {
      for (const chunkBytes of [1, 1 << 20]) {
        const records = await readAll(input, { format: 'json' }, chunkBytes)
        expect(records.map(({ record }) => record)).toStrictEqual([jane])
      }
    }
  })

  test.each([
    ['a user of Auth0', { user_id: 'auth0|1', identities: [{ provider: 'x' }] }],
    ['a user of Clerk', { id: 'u', email_addresses: [{ id: 'e' }], data: [{ x: 1 }] }],
    ['an object without lists', { name: 'Jane' }],
    ['an object with lists of texts', { users: ['a', 'b'] }],
  ])('%s is a record itself', async (_, object) => {
    const records = await readAll(JSON.stringify(object, null, 2), { format: 'json' })
    expect(records.map(({ record }) => record)).toStrictEqual([object])
  })

  test('an envelope with much before the list', async () => {
    const groups = Array.from({ length: 5000 }, (_, i) => ({ id: i, name: 'g'.repeat(100) }))
    const records = await readAll(JSON.stringify({ groups, users: [jane] }), { format: 'json' }, 10_000)
    expect(outcomesOf(records)).toStrictEqual([[1, jane]])
  })
})
