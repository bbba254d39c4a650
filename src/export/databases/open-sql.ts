import { MigrationError } from '../../outcome/migration-error.js'
import type { SqlSession } from './sql-session.js'

/**
 * Opens the database that a URL names; its scheme says which driver is needed.
 *
 * @throws MigrationError `config/source_invalid`
 */
export const openSql = async (url: string): Promise<SqlSession> => {
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(url)?.[1]?.toLowerCase()
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return (await import('./postgresql.js')).openPostgresql(url)
    case 'mysql':
    case 'mariadb':
      return (await import('./mysql.js')).openMysql(url)
    case 'sqlserver':
    case 'mssql':
      return (await import('./sqlserver.js')).openSqlserver(url)
    case 'sqlite':
    case 'file':
      return (await import('./sqlite.js')).openSqlite(url.replace(/^(?:sqlite|file):(?:\/\/)?/i, ''))
    default:
      throw new MigrationError(
        'config',
        'source_invalid',
        `expected the URL of a database to begin with postgres://, mysql://, mariadb://, sqlite:, or sqlserver://, got ${scheme === undefined ? 'no URL' : `${scheme}:`}`,
      )
  }
}
