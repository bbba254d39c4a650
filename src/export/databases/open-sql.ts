import { MigrationError } from '../../outcome/migration-error.js'
import type { SqlSession } from './sql-session.js'

/**
 * Opens the database that a URL names; its scheme says which driver is needed.
 *
 * @throws MigrationError `config/source_invalid`
 */
export const openSql = async (url: string): Promise<SqlSession> => {
  const plain = withoutDriver(url)
  const scheme = /^([a-z][a-z\d+.-]*):/i.exec(plain)?.[1]?.toLowerCase()
  switch (scheme) {
    case 'postgres':
    case 'postgresql':
      return (await import('./postgresql.js')).openPostgresql(plain)
    case 'mysql':
    case 'mariadb':
      return (await import('./mysql.js')).openMysql(plain)
    case 'sqlserver':
    case 'mssql':
      return (await import('./sqlserver.js')).openSqlserver(plain)
    case 'sqlite':
    case 'file':
      return (await import('./sqlite.js')).openSqlite(plain.replace(/^(?:sqlite|file):(?:\/\/)?/i, ''))
    default:
      throw new MigrationError(
        'config',
        'source_invalid',
        `expected the URL of a database to begin with postgres://, mysql://, mariadb://, sqlite:, or sqlserver://, got ${scheme === undefined ? 'no URL' : `${scheme}:`}`,
      )
  }
}

/** Frameworks name their own driver in it: `postgresql+psycopg2://`, `mysql2://`, `jdbc:mysql://`. */
const withoutDriver = (url: string): string =>
  url.replace(/^(?:jdbc:)?(postgres|postgresql|mysql|mariadb|sqlite)(?:2|\+[a-z\d]{1,30})?:/i, '$1:')
