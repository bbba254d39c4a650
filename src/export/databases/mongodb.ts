import type { JsonObject, JsonValue } from '../../source/source-record.js'
import type { ExportPart, ExportSource, ExportStep } from '../export-source.js'
import { usersFile } from '../export-source.js'
import { MigrationError } from '../../outcome/migration-error.js'
import { explainFailure } from './explain-failure.js'
import { loadDriver } from './load-driver.js'

/** What is used of `mongodb`. */
export interface MongoDriver {
  MongoClient: new (url: string, options: object) => MongoClient
  BSON: { EJSON: { serialize(value: object): JsonObject; deserialize(value: JsonObject): object } }
}

interface MongoClient {
  connect(): Promise<unknown>
  db(name?: string): Database
  startSession(options: object): { endSession(): Promise<void> }
  close(): Promise<void>
}

interface Database {
  command(command: object): Promise<Record<string, unknown>>
  listCollections(filter: object, options: object): { toArray(): Promise<{ name: string }[]> }
  collection(name: string): {
    find(filter: object, options: object): AsyncIterable<object>
    countDocuments(filter: object): Promise<number>
  }
}

export interface MongoOptions {
  url: string
  /** As on the command line: `mongoose`, `better-auth`, … */
  system: string
  /** Collections to read, by the file that they go to, the first that is there. */
  collections: { readonly [file: string]: readonly string[] }
  since: string | undefined
  /** @default the package mongodb */
  driver?: MongoDriver | undefined
}

const documentsPerStep = 500

/** Collections in the order of `_id`, as `mongoexport` writes them: extended JSON, relaxed. */
export const openMongo = async (options: MongoOptions): Promise<ExportSource> => {
  const driver = options.driver ?? (await loadDriver<MongoDriver>('mongodb', 'MongoDB'))
  const client = new driver.MongoClient(options.url, { readPreference: 'secondaryPreferred' })
  try {
    await client.connect()
  } catch (error) {
    await client.close().catch(() => undefined)
    throw explainFailure('MongoDB', error)
  }
  const database = client.db()
  const snapshot = await openSnapshot(client, database)
  return {
    system: options.system,
    preset: options.system,
    via: 'MongoDB',
    look: async () => {
      const about = await database.command({ buildInfo: 1 }).catch(() => ({ version: 'unknown' }))
      const present = new Set(
        (await database.listCollections({}, { nameOnly: true }).toArray()).map(({ name }) => name),
      )
      const parts: ExportPart[] = []
      const withheld: string[] = []
      for (const [file, names] of Object.entries(options.collections)) {
        const name = names.find((candidate) => present.has(candidate))
        if (name === undefined && file === usersFile) throw notFound(options.system, names, present)
        if (name === undefined)
          withheld.push(`No collection ${names[0]} was found; nothing is exported of it.`)
        else {
          parts.push({
            name: file,
            files: [file],
            total: await database.collection(name).countDocuments({}),
            read: (from, signal) =>
              readCollection({ ...options, driver }, database, name, file, snapshot, from, signal),
          })
        }
      }
      return {
        systemVersion: `MongoDB ${String(about['version'])}`,
        parts,
        withheld,
        snapshot: snapshot === undefined ? 'none' : 'transaction',
      }
    },
    close: async () => {
      await snapshot?.endSession()
      await client.close()
    },
  }
}

/** Replica sets give a snapshot over all collections; a server of its own does not. */
const openSnapshot = async (
  client: MongoClient,
  database: Database,
): Promise<{ endSession(): Promise<void> } | undefined> => {
  const hello = await database.command({ hello: 1 }).catch((): Record<string, unknown> => ({}))
  return typeof hello['setName'] === 'string' ? client.startSession({ snapshot: true }) : undefined
}

async function* readCollection(
  { driver, since }: MongoOptions & { driver: MongoDriver },
  database: Database,
  name: string,
  file: string,
  session: object | undefined,
  from: JsonValue | undefined,
  signal: AbortSignal,
): AsyncGenerator<ExportStep> {
  const { EJSON } = driver.BSON
  const conditions: object[] = []
  if (from !== undefined && from !== null)
    conditions.push({ _id: { $gt: idOf(EJSON.deserialize({ id: from })) } })
  if (since !== undefined && file === usersFile) conditions.push({ updatedAt: { $gte: new Date(since) } })
  const filter = conditions.length === 0 ? {} : { $and: conditions }
  let rows: JsonObject[] = []
  const step = (): ExportStep => {
    const made = { rows: { [file]: rows }, cursor: rows.at(-1)?.['_id'] ?? null }
    rows = []
    return made
  }
  try {
    const cursor = database
      .collection(name)
      .find(filter, { sort: { _id: 1 }, batchSize: documentsPerStep, session })
    for await (const document of cursor) {
      signal.throwIfAborted()
      rows.push(EJSON.serialize(document))
      if (rows.length >= documentsPerStep) yield step()
    }
  } catch (error) {
    signal.throwIfAborted()
    throw explainFailure('MongoDB', error)
  }
  if (rows.length > 0) yield step()
}

const idOf = (value: object): unknown => (value as { id: unknown }).id

const notFound = (system: string, names: readonly string[], present: ReadonlySet<string>): MigrationError =>
  new MigrationError(
    'input',
    'users_table_missing',
    `${system}: expected a collection ${names.join(' or ')}; the account sees ${[...present].slice(0, 12).join(', ') || 'none'}. Name it with --table`,
  )
