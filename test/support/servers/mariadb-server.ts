import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createConnection } from 'mysql2/promise'
import { findPort, findProgram, lowered, makeDataFolder, runOnce, startServer } from './private-server.js'
import type { SqlServer } from './postgresql-server.js'

const install = findProgram('mariadb-install-db', '/usr/bin')
const mariadbd = findProgram('mariadbd', '/usr/sbin')

/** Tests that need a real MariaDB name themselves as skipped where there is none. */
export const hasMariadb = install !== undefined && mariadbd !== undefined

/** A MariaDB of its own on loopback; whoever comes is let in. */
export const startMariadb = async (): Promise<SqlServer> => {
  const folder = await makeDataFolder('mariadb')
  const data = join(folder, 'data')
  const common = ['--no-defaults', `--datadir=${data}`, `--tmpdir=${folder}`]
  runOnce(
    install!,
    [...common, '--auth-root-authentication-method=normal', '--skip-test-db', '--force', '--cross-bootstrap'],
    folder,
  )
  const port = await findPort()
  const server = startServer(
    mariadbd!,
    [
      ...common,
      '--skip-grant-tables',
      `--port=${port}`,
      '--bind-address=127.0.0.1',
      `--socket=${join(folder, 's')}`,
      `--pid-file=${join(folder, 'pid')}`,
      '--innodb-flush-log-at-trx-commit=0',
      '--innodb-buffer-pool-size=64M',
      ...(lowered.uid === undefined && process.getuid?.() === 0 ? ['--user=root'] : []),
    ],
    folder,
  )
  const url = (database = 'mysql'): string => `mysql://root@127.0.0.1:${port}/${database}`
  const run = async (sql: string, database = 'mysql'): Promise<Record<string, unknown>[]> => {
    const connection = await createConnection({ uri: url(database), multipleStatements: true })
    try {
      const [rows] = await connection.query(sql)
      return Array.isArray(rows) ? (rows as Record<string, unknown>[]) : []
    } finally {
      await connection.end()
    }
  }
  for (let attempt = 0; ; attempt += 1) {
    const isUp = await run('SELECT 1').then(
      () => true,
      () => false,
    )
    if (isUp) break
    if (attempt === 400) throw new Error(`mariadbd does not answer: ${server.said()}`)
    await sleep(50)
  }
  return { url, run, stop: server.stop }
}
