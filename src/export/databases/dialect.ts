/** How one database writes SQL. */
export interface Dialect {
  name: 'postgresql' | 'mysql' | 'sqlite' | 'sqlserver'
  title: string
  quote(name: string): string
  /** The n-th parameter, from 1. */
  parameter(n: number): string
  /** A query that is in order already, cut to its first rows. */
  firstRows(orderedQuery: string, count: number): string
}

const quoteDouble = (name: string): string => `"${name.replaceAll('"', '""')}"`
const limit = (query: string, count: number): string => `${query} LIMIT ${count}`

export const postgresqlDialect: Dialect = {
  name: 'postgresql',
  title: 'PostgreSQL',
  quote: quoteDouble,
  parameter: (n) => `$${n}`,
  firstRows: limit,
}

export const mysqlDialect: Dialect = {
  name: 'mysql',
  title: 'MySQL',
  quote: (name) => `\`${name.replaceAll('`', '``')}\``,
  parameter: () => '?',
  firstRows: limit,
}

export const sqliteDialect: Dialect = {
  name: 'sqlite',
  title: 'SQLite',
  quote: quoteDouble,
  parameter: () => '?',
  firstRows: limit,
}

export const sqlserverDialect: Dialect = {
  name: 'sqlserver',
  title: 'SQL Server',
  quote: (name) => `[${name.replaceAll(']', ']]')}]`,
  parameter: (n) => `@p${n}`,
  firstRows: (query, count) => `${query} OFFSET 0 ROWS FETCH NEXT ${count} ROWS ONLY`,
}

/** A query as it stands within another one: a comment at its end may not swallow what follows. */
export const inLines = (query: string): string => `\n${query}\n`
