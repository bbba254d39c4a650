import { EventEmitter } from 'node:events'
import { expect, it } from 'vitest'
import { openSqlserver, type SqlserverDriver } from '../../../src/export/databases/sqlserver.js'

const levels = { SNAPSHOT: 5, READ_COMMITTED: 2 }

/**
 * The interface of the driver `mssql`, which pushes rows until it is told to pause. There is no SQL Server that could be
 * installed for the tests, so it stands for the driver, not for the server.
 */
const createDriver = (count: number, state: number, told: string[], failAt?: number): SqlserverDriver => {
  class Request extends EventEmitter {
    stream = false
    #isPaused = false
    #at = 0
    constructor(_transaction?: object) {
      super()
    }
    input(name: string, value: unknown) {
      told.push(`${name}=${String(value)}`)
    }
    async query(sql: string) {
      if (sql.includes('SERVERPROPERTY')) {
        return { recordset: [{ version: '16.0.1000', schema: 'dbo', state }] }
      }
      told.push(sql)
      if (this.stream) setImmediate(() => this.#push())
      return { recordset: [{ n: 1 }] }
    }
    pause() {
      this.#isPaused = true
      told.push('pause')
    }
    resume() {
      if (!this.#isPaused) return
      this.#isPaused = false
      setImmediate(() => this.#push())
    }
    #push() {
      while (!this.#isPaused && this.#at < count) {
        if (this.#at === failAt) {
          this.emit('error', new Error('Connection lost'))
          return
        }
        this.#at += 1
        this.emit('row', { id: this.#at, name: `Zoë ${this.#at}` })
      }
      if (this.#at === count && !this.#isPaused) this.emit('done')
    }
  }
  return {
    ConnectionPool: class {
      constructor(options: object | string) {
        told.push(JSON.stringify(options))
      }
      async connect() {
        return undefined
      }
      request() {
        return new Request()
      }
      async close() {
        told.push('close')
      }
    },
    Transaction: class {
      async begin(level: number) {
        told.push(`begin ${level}`)
      }
      async rollback() {
        told.push('rollback')
      }
    },
    Request,
    ISOLATION_LEVEL: levels,
  }
}

const url = 'sqlserver://reader:p%40ss@db.example.org:1433/app?trustServerCertificate=true'

it.each([1, 999, 1_000, 1_001, 2_000, 2_500])(
  'streams %i rows in pieces, at rest while one is worked on',
  async (count) => {
    const told: string[] = []
    const session = await openSqlserver(url, createDriver(count, 1, told))
    const ids: unknown[] = []
    for await (const piece of session.stream('SELECT id, name FROM users WHERE id > @p1', [0])) {
      expect(piece.length).toBeLessThanOrEqual(1_000)
      ids.push(...piece.map(({ id }) => id))
      await new Promise((resolve) => setImmediate(resolve))
    }
    expect(ids).toEqual(Array.from({ length: count }, (_, n) => n + 1))
    await session.close()
    expect(told).toContain('p1=0')
    expect(told.at(-2)).toBe('rollback')
    expect(told.filter((one) => one === 'pause')).toHaveLength(Math.floor(count / 1_000))
  },
)

it('says of itself that it only reads, and takes a snapshot where there is one', async () => {
  const told: string[] = []
  const session = await openSqlserver(url, createDriver(1, 1, told))
  expect(session).toMatchObject({ snapshot: 'transaction', version: 'SQL Server 16.0.1000' })
  expect(JSON.parse(told[0]!)).toMatchObject({
    server: 'db.example.org',
    password: 'p@ss',
    options: { readOnlyIntent: true, encrypt: true, trustServerCertificate: true },
  })
  expect(told).toContain(`begin ${levels.SNAPSHOT}`)
  const other: string[] = []
  expect(await openSqlserver(url, createDriver(1, 0, other))).toMatchObject({ snapshot: 'none' })
  expect(other).toContain(`begin ${levels.READ_COMMITTED}`)
})

it('fails where the connection is lost amid the rows', async () => {
  const session = await openSqlserver(url, createDriver(2_500, 1, [], 1_500))
  const read = async () => {
    for await (const _ of session.stream('SELECT 1', []))
      await new Promise((resolve) => setImmediate(resolve))
  }
  await expect(read()).rejects.toMatchObject({ code: 'source_failed' })
})
