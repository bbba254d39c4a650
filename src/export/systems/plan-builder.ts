import type { Names, Table } from '../databases/names.js'
import type { SqlPart, SqlPlan, TimeColumn } from '../databases/sql-system.js'
import { usersFile } from '../export-source.js'

export interface TablePartOptions {
  /** Only these columns, as far as they are there. @default all */
  columns?: readonly string[]
  /** Condition of ours, with names that need no quotes or are quoted. */
  where?: string
  since?: TimeColumn | undefined
}

/** Collects the parts of an export, of what is there; what is not there is said. */
export class PlanBuilder {
  readonly #names: Names
  readonly #parts: SqlPart[] = []
  readonly #withheld: string[] = []
  #columns: readonly string[] = []

  constructor(names: Names) {
    this.#names = names
  }

  /** The table of users. Times of change are looked for among `sinceColumns`. */
  users(
    table: Table,
    keys: readonly string[],
    { sinceColumns = [], ...options }: TablePartOptions & { sinceColumns?: readonly string[] } = {},
  ): this {
    const changed = this.#names.column(table, ...sinceColumns)
    const since: TimeColumn | undefined =
      options.since ?? (changed === undefined ? undefined : { column: changed, unit: 'timestamp' })
    this.#columns = table.columns
    const key = this.#names.column(table, ...keys)
    if (key === undefined) this.says(`The table ${table.name} has no column ${keys.join(' or ')}.`)
    else this.add({ file: usersFile, query: this.#select(table, options), key, since })
    return this
  }

  /** A related file that is a table. `title` says what is missing where there is none. */
  table(
    file: string,
    title: string,
    candidates: readonly string[],
    keys: readonly string[],
    options: TablePartOptions = {},
  ): this {
    const table = this.#names.find(...candidates)
    const key = table === undefined ? undefined : this.#names.column(table, ...keys)
    if (table === undefined || key === undefined) {
      return this.says(`${title}: no table ${candidates[0]} was found; nothing is exported of it.`)
    }
    return this.add({ file, query: this.#select(table, options), key })
  }

  /**
   * A related file that is a query over several tables.
   *
   * @param needs names of tables; where one is not there, the file is left out
   * @param write gets the tables as they stand in a query
   */
  query(
    file: string,
    title: string,
    key: string,
    needs: readonly string[],
    write: (...tables: string[]) => string,
  ): this {
    const tables = needs.map((name) => this.#names.find(name))
    const missing = needs.find((_, index) => tables[index] === undefined)
    if (missing !== undefined) {
      return this.says(`${title}: no table ${missing} was found; nothing is exported of it.`)
    }
    const quoted = tables.map((table) => table!.sql)
    return this.add({ file, query: write(...quoted), key })
  }

  add(part: SqlPart): this {
    this.#parts.push(part)
    return this
  }

  says(sentence: string): this {
    this.#withheld.push(sentence)
    return this
  }

  /** Undefined while there are no users. */
  plan(): SqlPlan | undefined {
    return this.#parts.some(({ file }) => file === usersFile)
      ? { parts: this.#parts, withheld: this.#withheld, columns: this.#columns }
      : undefined
  }

  #select(table: Table, { columns, where }: TablePartOptions): string {
    const names = columns?.map((column) => this.#names.column(table, column)).filter(isThere)
    const list = names === undefined ? '*' : names.map((name) => this.#names.quote(name)).join(', ')
    return `SELECT ${list} FROM ${table.sql}${where === undefined ? '' : ` WHERE ${where}`}`
  }
}

const isThere = (name: string | undefined): name is string => name !== undefined
