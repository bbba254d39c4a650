import { MigrationError } from '../../outcome/migration-error.js'

export interface FoundTable {
  name: string
  columns: readonly string[] | undefined
}

const userNames =
  /(?:^|[._])(?:auth_user|users?|accounts?|members?|customers?|people|persons?|profiles?|identit(?:y|ies)|aspnetusers|user_entity|user_account)$/i
const keyColumns = /^(?:e-?mail|phone|pass)|^(?:user_?(?:name|login|email)|login)$|password|_hash$/i

/** How much a table looks like one of people: a name, and columns that only people have. */
const scoreOf = ({ name, columns = [] }: FoundTable): number =>
  (userNames.test(name) ? 2 : 0) +
  (/(?:^|[._])users?$/i.test(name) ? 2 : 0) +
  (columns.some((column) => keyColumns.test(column)) ? 3 : 0)

const bare = (name: string): string => (name.split('.').at(-1) ?? name).toLowerCase()

/**
 * The table that is meant: the one asked for, the only one with rows, or the one that looks most like people.
 *
 * @throws MigrationError `sql_table` with the names there are
 */
export const chooseTable = (
  file: string,
  tables: readonly FoundTable[],
  wanted: string | undefined,
): string => {
  const names = tables
    .map(({ name }) => name)
    .slice(0, 40)
    .join(', ')
  if (wanted !== undefined) {
    const found =
      tables.find(({ name }) => name === wanted) ?? tables.find(({ name }) => bare(name) === bare(wanted))
    if (found !== undefined) return found.name
    throw fail(
      `The SQL dump ${file} has no rows of a table ${wanted}: expected one of ${names}, got "${wanted}".`,
    )
  }
  const [first, second] = tables.toSorted((a, b) => scoreOf(b) - scoreOf(a))
  if (first === undefined)
    throw fail(`The SQL dump ${file} holds no rows (INSERT or COPY). Dump the data, not the schema alone.`)
  if (second === undefined || scoreOf(first) > scoreOf(second)) return first.name
  throw fail(`The SQL dump ${file} holds several tables: ${names}. Say which one holds the users by --table.`)
}

const fail = (message: string): MigrationError => new MigrationError('input', 'sql_table', message)
