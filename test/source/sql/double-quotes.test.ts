import { expect, test } from 'vitest'
import { readAll } from '../read-all.js'

test.each([
  ['INSERT INTO `members` (`id`,`email`) VALUES (1,"mona@example.com"),(2,\'nils@example.com\');\n'],
  [
    'INSERT INTO members (id, email) VALUES (1, "mona@example.com");\nINSERT INTO members (id, email) VALUES (2, "nils@example.com");\n',
  ],
])('texts in double quotes are texts: %s', async (dump) => {
  const records = await readAll(dump, { table: 'members' })
  expect(records.map(({ record }) => record)).toEqual([
    { id: '1', email: 'mona@example.com' },
    { id: '2', email: 'nils@example.com' },
  ])
})

test('a call beside one is still only for the database', async () => {
  const [first, second] = await readAll(
    'INSERT INTO `m` (`id`,`email`) VALUES (now(),"a)\'b"),(2,"nils@example.com");\n',
    { table: 'm' },
  )
  expect(first?.problem?.code).toBe('sql_row')
  expect(second?.record).toEqual({ id: '2', email: 'nils@example.com' })
})

test('a BIT is its digit', async () => {
  const records = await readAll(
    "INSERT INTO m (id, active, old) VALUES (1,b'1',_binary 'x'),(2,B'0',NULL);\n",
    {
      table: 'm',
    },
  )
  expect(records.map(({ record }) => record)).toEqual([
    { id: '1', active: '1', old: 'x' },
    { id: '2', active: '0', old: null },
  ])
})
