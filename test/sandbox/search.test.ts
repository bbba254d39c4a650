import fc from 'fast-check'
import { beforeAll, describe, expect, test, afterAll } from 'vitest'
import { readSearch } from '../../src/sandbox/routes/users/read-search.js'
import { createUserMatcher } from '../../src/sandbox/routes/users/search-matcher.js'
import { searchUsers } from '../../src/sandbox/routes/users/search-users.js'
import { startSandbox } from '../../src/sandbox/start-sandbox.js'
import type { Sandbox } from '../../src/sandbox/start-sandbox.js'
import { pluck, requestToken, send } from './sandbox-client.js'

const people = [
  { username: 'anna', primaryEmail: 'Anna@Example.com', name: 'Anna 100%', primaryPhone: '61412345678' },
  { username: 'ANNA', primaryEmail: 'anna2@example.com', name: 'Anna_Lee' },
  { username: 'bob_1', primaryEmail: 'bob.one@example.org', name: 'Bob (One)' },
  { username: 'bob_2', primaryEmail: 'bob+two@example.org', name: 'bob 😀' },
  { name: 'Nobody' },
]

let sandbox: Sandbox
let authorization: string

beforeAll(async () => {
  sandbox = await startSandbox()
  authorization = `Bearer ${await requestToken(sandbox.url)}`
  for (const body of people) await send(`${sandbox.url}/api/users`, 'POST', { authorization }, body)
})
afterAll(() => sandbox.close())

const ask = (query: string) => send(`${sandbox.url}/api/users?${query}`, 'GET', { authorization })

const found: [query: string, names: string[]][] = [
  ['', ['Nobody', 'bob 😀', 'Bob (One)', 'Anna_Lee', 'Anna 100%']],
  ['search.username=anna&mode.username=exact', ['Anna_Lee', 'Anna 100%']],
  ['search.username=anna&mode.username=exact&isCaseSensitive=true', ['Anna 100%']],
  ['search.primary_email=anna%40example.com&mode=exact', ['Anna 100%']],
  ['search.primaryPhone=61412345678&mode.primaryPhone=exact', ['Anna 100%']],
  ['search=anna&mode=exact', ['Anna_Lee', 'Anna 100%']],
  ['search=bob&mode=like', []],
  ['search=bob%25', ['bob 😀', 'Bob (One)']],
  ['search.name=bob%25&isCaseSensitive=true', ['bob 😀']],
  ['search.name=bob%20_', ['bob 😀']],
  ['search.name=%25%5C%25', ['Anna 100%']],
  ['search.name=Anna%5C_Lee', ['Anna_Lee']],
  ['search.name=Bob%20(One)', ['Bob (One)']],
  ['search.primaryEmail=bob.%25&search.name=Bob%25&joint=and', ['Bob (One)']],
  ['search.username=bob_1&mode.username=exact&search.name=Anna%25', ['Bob (One)', 'Anna_Lee', 'Anna 100%']],
  ['search.username=bob_1&mode.username=exact&search.name=Anna%25&joint=and', []],
  ['search.primaryEmail=bob%5B.%2B%5D%25&mode=similar_to&isCaseSensitive=true', ['bob 😀', 'Bob (One)']],
  ['search.primaryEmail=ex.mple%25&mode=similar_to&isCaseSensitive=true', []],
  ['search.username=%5Ebob_%5B%5B:digit:%5D%5D%24&mode=posix', ['bob 😀', 'Bob (One)']],
  ['search.username=A&mode=posix&isCaseSensitive=true', ['Anna_Lee']],
]

test.for(found)('finds by %s', async ([query, names]) => {
  const { status, headers, body } = await ask(query)
  expect(status).toBe(200)
  expect(pluck(body, 'name')).toEqual(names)
  expect(headers.get('total-number')).toBe(String(names.length))
})

const refused: [query: string, status: number, message: string][] = [
  [
    'search.name.first=a',
    400,
    'Input is invalid. Unsupported nested search field path `name.first` detected. Only the first level field is supported.',
  ],
  [
    'search.name=a&mode.name=fuzzy',
    400,
    'Input is invalid. Search match mode `fuzzy` for field `name` is not valid, expect one of exact, like, similar_to, posix.',
  ],
  [
    'search.name=a&joint=xor',
    400,
    'Input is invalid. Search joint mode `xor` is not valid, expect one of or, and.',
  ],
  ['search.name=%28&mode=posix', 500, 'Internal server error.'],
  ['search.name=a%5C', 500, 'Internal server error.'],
]

test.for(refused)('refuses %s with %i', async ([query, status, message]) => {
  expect(await ask(query)).toMatchObject({ status, body: { message } })
})

describe('the index', () => {
  const field = fc.constantFrom('id', 'primaryEmail', 'primaryPhone', 'username', 'name')
  const value = fc.constantFrom('anna', 'ANNA', 'bob_1', 'ANNA@example.com', '61412345678', 'bob 😀', 'none')
  const term = fc.record({
    field,
    values: fc.array(value, { minLength: 1, maxLength: 3 }),
    isExact: fc.boolean(),
  })

  test('finds what a look at every user finds', () => {
    fc.assert(
      fc.property(
        fc.array(term, { maxLength: 3 }),
        fc.boolean(),
        fc.boolean(),
        (terms, isAnd, isCaseSensitive) => {
          const query = new URLSearchParams({
            joint: isAnd ? 'and' : 'or',
            isCaseSensitive: String(isCaseSensitive),
          })
          for (const { field: name, values, isExact } of new Map(
            terms.map((item) => [item.field, item]),
          ).values()) {
            for (const wanted of isExact ? values : values.slice(0, 1)) query.append(`search.${name}`, wanted)
            query.set(`mode.${name}`, isExact ? 'exact' : 'like')
          }
          const { users } = sandbox.store
          const search = readSearch(query)
          const expected = [...users.all()].filter(createUserMatcher(search)).reverse()
          expect(searchUsers(users, search)).toEqual(expected)
        },
      ),
    )
  })
})
