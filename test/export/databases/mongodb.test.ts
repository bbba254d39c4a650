import { join } from 'node:path'
import { expect, it } from 'vitest'
import { type MongoDriver, openMongo } from '../../../src/export/databases/mongodb.js'
import { runExport } from '../../../src/export/run-export.js'
import type { JsonObject } from '../../../src/source/source-record.js'
import { readRows } from '../../support/servers/vendor-server.js'
import { makeTemporaryFolder } from '../../support/temporary-folder.js'

interface FindOptions {
  sort: { _id: number }
  batchSize: number
  session?: object
}

type Document = JsonObject & { _id: string }

/**
 * The interface of the driver over collections in memory. There is no server of MongoDB that could be installed for the
 * tests, so it stands for the driver, not for the server.
 */
const createDriver = (
  collections: { [name: string]: Document[] },
  asked: string[],
  isReplicaSet = true,
): MongoDriver => {
  const matches = (
    document: Document,
    filter: { $and?: Record<string, Record<string, unknown>>[] },
  ): boolean =>
    (filter.$and ?? []).every((condition) =>
      Object.entries(condition).every(([field, test]) =>
        '$gt' in test
          ? document[field]! > (test['$gt'] as string)
          : new Date(document[field] as string) >= (test['$gte'] as Date),
      ),
    )
  return {
    MongoClient: class {
      async connect() {
        asked.push('connect')
      }
      db() {
        return {
          command: async (command: object) =>
            'hello' in command ? (isReplicaSet ? { setName: 'rs0' } : {}) : { version: '7.0.4' },
          listCollections: () => ({
            toArray: async () => Object.keys(collections).map((name) => ({ name })),
          }),
          collection: (name: string) => ({
            countDocuments: async () => collections[name]!.length,
            find: (filter: object, options: object) => {
              const { sort, session } = options as FindOptions
              asked.push(
                `find ${name} ${JSON.stringify(sort)} ${session === undefined ? 'bare' : 'snapshot'}`,
              )
              const found = collections[name]!.filter((one) => matches(one, filter))
              return (async function* () {
                yield* found.toSorted((a, b) => (a._id < b._id ? -1 : 1))
              })()
            },
          }),
        }
      }
      startSession(options: object) {
        asked.push(`session ${JSON.stringify(options)}`)
        return { endSession: async () => undefined }
      }
      async close() {
        asked.push('close')
      }
    },
    BSON: { EJSON: { serialize: (value) => value as JsonObject, deserialize: (value) => value } },
  }
}

const makeUsers = (count: number): Document[] =>
  Array.from({ length: count }, (_, n) => ({
    _id: `id${String(n).padStart(5, '0')}`,
    email: `m${n}@example.com`,
    updatedAt: new Date(1_700_000_000_000 + n).toISOString(),
  })).toReversed()

const exportMongo = async (folder: string, driver: MongoDriver, stop?: AbortController, since?: string) => {
  const collections = { users: ['users'], roles: ['roles'] }
  const source = await openMongo({
    url: 'mongodb://127.0.0.1/app',
    system: 'mongoose',
    collections,
    since,
    driver,
  })
  const signal = (stop ?? new AbortController()).signal
  const end = await runExport({
    source,
    folder,
    effects: { now: () => 0 },
    signal,
    toolVersion: 'test',
    onEvent: (event) => event.type === 'progress' && stop?.abort(),
  })
  await source.close()
  return end
}

it('reads collections in the order of _id within a snapshot, and goes on after an interruption', async () => {
  const asked: string[] = []
  const users = makeUsers(1_200)
  const driver = createDriver({ users }, asked)
  const folder = join(await makeTemporaryFolder(), 'mongo')
  expect(await exportMongo(folder, driver, new AbortController())).toEqual({ end: 'interrupted' })
  expect(await exportMongo(folder, driver)).toMatchObject({
    end: 'complete',
    manifest: {
      preset: 'mongoose',
      systemVersion: 'MongoDB 7.0.4',
      sessions: [{ snapshot: 'transaction' }, {}],
    },
  })
  expect((await readRows(folder, 'users')).map(({ _id }) => _id)).toEqual(
    users.toReversed().map(({ _id }) => _id),
  )
  expect(new Set(asked)).toEqual(
    new Set(['connect', 'session {"snapshot":true}', 'find users {"_id":1} snapshot', 'close']),
  )
})

it('says what it cannot: a snapshot of a single server, a collection that is not there', async () => {
  const asked: string[] = []
  const folder = join(await makeTemporaryFolder(), 'mongo')
  const users = makeUsers(10)
  const since = users[2]!['updatedAt'] as string
  expect(await exportMongo(folder, createDriver({ users }, asked, false), undefined, since)).toMatchObject({
    manifest: { sessions: [{ snapshot: 'none' }], withheld: [expect.stringContaining('roles')] },
  })
  expect(await readRows(folder, 'users')).toHaveLength(3)
  expect(asked).toContain('find users {"_id":1} bare')
  await expect(exportMongo(`${folder}-2`, createDriver({ people: [] }, asked))).rejects.toMatchObject({
    code: 'users_table_missing',
    message: expect.stringContaining('people'),
  })
})
