import { expect, test } from 'vitest'
import { importCase, importText } from './import-case.js'

test('comments and trailing commas are passed over, and said', async () => {
  const { exitCode, stderr, users, rejected } = await importCase('35-json-comments-trailing-commas')
  expect(exitCode, stderr).toBe(0)
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(['mona@example.com', 'nils@example.com'])
  expect(rejected).toBe('')
  expect(stderr).toContain('Comments inside JSON were passed over. (line 2)')
  expect(stderr).toContain('Commas before a closing bracket were passed over. (line 3, 2 times)')
})

const texts = {
  'comments with brackets and quotes': `/* { "users" */
{ // the "users" of '24
  "users": [ /* [ */
    {"id":1,"email":"mona@example.com" /* } */}, // it's her
    // {"id":9,"email":"gone@example.com"},
    {"id":2,
     "email":"nils@example.com", // "
    },
  ], // ]
}
`,
  'unquoted keys and single quotes, on one line': `[{id:1,email:'mona@example.com',},{id:2,email:'nils@example.com'},]`,
  'NDJSON with comments': `// by hand
{"id":1,"email":"mona@example.com"}, // first
{"id":2,"email":"nils@example.com",}
`,
  'seeds with addresses in comments': `[
  {"id":1,"email":"mona@example.com","site":"https://example.com/*x*/"}, /* a
  {"id":8,"email":"gone@example.com"} */
  {"id":2,"email":"nils@example.com"}
]`,
}

test.each(Object.entries(texts))('%s', async (_, text) => {
  const { exitCode, stderr, users } = await importText('users.json', text, { args: ['--source', 'generic'] })
  expect(exitCode, stderr).toBe(0)
  expect(
    users.map(({ primaryEmail, customData }) => [primaryEmail, customData['migratedFrom']]),
  ).toMatchObject([
    ['mona@example.com', { id: '1' }],
    ['nils@example.com', { id: '2' }],
  ])
})

test('a broken record between them costs only itself, and its place is right', async () => {
  const text = `[
  // one
  {"id":1,"email":"mona@example.com",},
  {"id":7,"email":"x@example.com" "y":1}, // broken
  {"id":2,"email":"nils@example.com"},
]`
  const { exitCode, users, rejected } = await importText('users.json', text, {
    args: ['--source', 'generic'],
  })
  expect(exitCode).toBe(1)
  expect(users).toHaveLength(2)
  expect(rejected).toContain('"line":4')
  expect(rejected).toContain("line 4, column 35: expected ',' or '}' after a value")
})

test("Python's notation is refused as what it is", async () => {
  const text = `[{'id': 1, 'email': 'mona@example.com', 'phone': None, 'active': True}]`
  const { exitCode, users, rejected } = await importText('users.json', text, {
    args: ['--source', 'generic'],
  })
  expect(exitCode).toBe(1)
  expect(users).toEqual([])
  expect(rejected).toContain('json.dumps()')
})
