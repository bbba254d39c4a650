import type { Dialect } from './dialect.js'
import type { CatalogColumn } from './sql-session.js'

/** Where the tables of a system are, as far as the operator has said so. */
export interface NamingOptions {
  /** Takes the place of the schema that the system has by default. */
  schema?: string | undefined
  /** Before the name of every table: `wp_`. */
  prefix?: string | undefined
  /** The table of users, where it has another name. */
  table?: string | undefined
}

/** One table that is there. */
export interface Table {
  /** As it stands in a query. */
  sql: string
  name: string
  columns: readonly string[]
}

/** What is there in a database, under the names that a system gives its tables. */
export class Names {
  readonly dialect: Dialect
  readonly #tables = new Map<string, Table>()
  readonly #unreadable = new Set<string>()
  readonly #options: NamingOptions
  readonly #schemas: readonly string[]

  constructor(
    dialect: Dialect,
    columns: readonly CatalogColumn[],
    defaultSchema: string,
    options: NamingOptions = {},
  ) {
    this.dialect = dialect
    this.#options = options
    // A schema that was named is the only one: a slip of the pen would read another application's users.
    this.#schemas =
      options.schema === undefined ? [...new Set([defaultSchema, 'public', 'dbo'])] : [options.schema]
    const found = new Map<string, { schema: string; table: string; columns: string[] }>()
    for (const { schema, table, column, isReadable } of columns) {
      const key = `${schema}.${table}`
      if (!isReadable) {
        this.#unreadable.add(key)
        continue
      }
      const entry = found.get(key)
      if (entry === undefined) found.set(key, { schema, table, columns: [column] })
      else entry.columns.push(column)
    }
    for (const [key, { schema, table, columns: own }] of found) {
      const sql = `${dialect.quote(schema)}.${dialect.quote(table)}`
      this.#tables.set(key, { sql, name: key, columns: own })
    }
  }

  /**
   * The first of these tables that is there; names are tried as they stand, then in any case.
   *
   * @param names `users`, or with the schema of the system: `auth.users`
   */
  find(...names: readonly string[]): Table | undefined {
    const keys = names.flatMap((name) => this.#keysOf(name))
    for (const key of keys) {
      const table = this.#tables.get(key)
      if (table !== undefined) return table
    }
    for (const key of keys) {
      for (const [known, table] of this.#tables) if (known.toLowerCase() === key.toLowerCase()) return table
    }
    return undefined
  }

  /** The table of users: the operator's, or one of these. */
  findUsers(...names: readonly string[]): Table | undefined {
    const { table } = this.#options
    return table === undefined ? this.find(...names) : (this.#tables.get(table) ?? this.find(table))
  }

  /** Tables that are there and may not be read. */
  get unreadable(): readonly string[] {
    return [...this.#unreadable].filter((key) => !this.#tables.has(key))
  }

  /** All that is there, in its schema. */
  listTables(): readonly Table[] {
    return [...this.#tables.values()]
  }

  /** The first of these columns that the table has, as it is written there. */
  column(table: Table, ...names: readonly string[]): string | undefined {
    const exact = names.find((name) => table.columns.includes(name))
    if (exact !== undefined) return exact
    const lower = names.map((name) => name.toLowerCase())
    return table.columns.find((column) => lower.includes(column.toLowerCase()))
  }

  quote(name: string): string {
    return this.dialect.quote(name)
  }

  #keysOf(name: string): string[] {
    const { schema, prefix = '' } = this.#options
    const at = name.indexOf('.')
    if (at === -1) return this.#schemas.map((own) => `${own}.${prefix}${name}`)
    const table = `${prefix}${name.slice(at + 1)}`
    return schema === undefined ? [`${name.slice(0, at)}.${table}`] : [`${schema}.${table}`]
  }
}
