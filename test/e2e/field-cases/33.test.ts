import { expect, test } from 'vitest'
import { importCase, importText } from './import-case.js'

test("the mongo shell's notation is read as mongoexport would have written it", async () => {
  const { exitCode, stderr, users } = await importCase('33-mongo-shell-dump')
  expect(exitCode, stderr).toBe(0)
  expect(stderr).toContain('The notation of the mongo shell')
  expect(users).toMatchObject([
    {
      primaryEmail: 'mona@example.com',
      customData: {
        migratedFrom: { id: '5f1b2c3d4e5f6a7b8c9d0e1f', createdAt: '2020-07-24T10:00:00.000Z' },
      },
    },
  ])
})

const documents = {
  'printjson, objects over several lines': `{
\t"_id" : ObjectId("5f1b2c3d4e5f6a7b8c9d0e1f"),
\t"email" : "mona@example.com",
\t"__v" : 0
}
{
\t"_id" : ObjectId("5f1b2c3d4e5f6a7b8c9d0e2f"),
\t"email" : "nils@example.com",
\t"visits" : NumberLong("9007199254740993")
}
`,
  'Robo 3T': `/* 1 */
{
    "_id" : ObjectId("5f1b2c3d4e5f6a7b8c9d0e1f"),
    "email" : "mona@example.com",
    "at" : ISODate("2020-07-24T10:00:00.000Z")
}

/* 2 createdAt:24/07/2020, 12:00:00 */
{
    "_id" : ObjectId("5f1b2c3d4e5f6a7b8c9d0e2f"),
    "email" : "nils@example.com",
    "balance" : NumberDecimal("1.10")
}
`,
  'mongosh, a list': `[
  {
    _id: ObjectId('5f1b2c3d4e5f6a7b8c9d0e1f'),
    email: 'mona@example.com',
    name: "Mona O'Neil",
    n: Long('12'),
    u: UUID('12345678-1234-1234-1234-123456789abc')
  },
  { _id: ObjectId('5f1b2c3d4e5f6a7b8c9d0e2f'), email: 'nils@example.com', b: Binary.createFromBase64('AQID', 0) }
]
`,
  'one document a line': `{ _id : ObjectId("5f1b2c3d4e5f6a7b8c9d0e1f"), email : 'mona@example.com', t : Timestamp(1, 2) }
{ _id : ObjectId("5f1b2c3d4e5f6a7b8c9d0e2f"), email : 'nils@example.com', d : new Date(1595584800000) }
`,
}

test.each(Object.entries(documents))('%s', async (_, text) => {
  const { exitCode, stderr, users } = await importText('users.json', text, { args: ['--source', 'mongoose'] })
  expect(exitCode, stderr).toBe(0)
  expect(users.map(({ primaryEmail }) => primaryEmail)).toEqual(['mona@example.com', 'nils@example.com'])
  expect(users.map(({ customData }) => customData['migratedFrom'])).toMatchObject([
    { id: '5f1b2c3d4e5f6a7b8c9d0e1f' },
    { id: '5f1b2c3d4e5f6a7b8c9d0e2f' },
  ])
})
