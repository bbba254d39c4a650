import { readdirSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { Client } from 'pg'
import { findPort, findProgram, makeDataFolder, runOnce, startServer } from './private-server.js'

const listFolders = (): string[] => {
  try {
    return readdirSync('/usr/lib/postgresql').map((version) => join('/usr/lib/postgresql', version, 'bin'))
  } catch {
    return []
  }
}

const initdb = findProgram('initdb', ...listFolders())
const postgres = findProgram('postgres', ...listFolders())

/** Tests that need a real PostgreSQL name themselves as skipped where there is none. */
export const hasPostgresql = initdb !== undefined && postgres !== undefined

export interface SqlServer {
  /** URL of a database. */
  url(database?: string): string
  /** Runs statements in a database. */
  run(sql: string, database?: string): Promise<Record<string, unknown>[]>
  stop(): Promise<void>
}

/** A PostgreSQL of its own on loopback; nothing of it is forced to disk. */
export const startPostgresql = async (): Promise<SqlServer> => {
  const folder = await makeDataFolder('postgresql')
  const data = join(folder, 'data')
  runOnce(initdb!, ['-D', data, '-U', 'owner', '-A', 'trust', '-E', 'UTF8', '--locale=C', '-N'], folder)
  const port = await findPort()
  const server = startServer(
    postgres!,
    [
      '-D',
      data,
      '-p',
      String(port),
      '-k',
      folder,
      '-c',
      'listen_addresses=127.0.0.1',
      '-c',
      'fsync=off',
      '-c',
      'shared_buffers=32MB',
      '-c',
      'full_page_writes=off',
      '-c',
      'synchronous_commit=off',
      '-c',
      'max_wal_size=256MB',
    ],
    folder,
  )
  const url = (database = 'postgres'): string => `postgres://owner@127.0.0.1:${port}/${database}`
  const run = async (sql: string, database?: string): Promise<Record<string, unknown>[]> => {
    const client = new Client({ connectionString: url(database) })
    await client.connect()
    try {
      const { rows } = (await client.query(sql)) as { rows?: Record<string, unknown>[] }
      return rows ?? []
    } finally {
      await client.end()
    }
  }
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await run('SELECT 1').then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (attempt === 200) throw new Error(`postgres does not answer: ${server.said()}`)
    await sleep(50)
  }
  return { url, run, stop: server.stop }
}
