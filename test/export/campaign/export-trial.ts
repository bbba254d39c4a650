/** What another client does meanwhile, in one transaction. */
export interface Turn {
  /** Users of these numbers are renamed, and lose what belongs to them. */
  first: number
  last: number
  /** A user who comes, with what belongs to it. */
  added: number
  /** One who has come earlier, and goes again with it; 0 is nobody. */
  removed: number
}

type Row = Record<string, unknown>

/** A system with so many users, numbered from 1, and what a campaign has to know of it. */
export interface ExportTrial {
  /** As on the command line. */
  system: string
  title: string
  /** Flags besides the name of the system. */
  args: readonly string[]
  env: Record<string, string>
  users: number
  /** Whether all that is read was so at one moment. */
  isSnapshot: boolean
  write(turn: Turn): Promise<void>
  /** What holds the number of a user, as `x<number>@…`. */
  email: string
  /** What `owner` of the related rows names. */
  id: string
  /** Rows that a user loses when it is renamed; those of every so many users have them. */
  related: {
    every: number
    /** Undefined where they are inside the users. */
    file?: string
    owner?: string
    /** Which rows of the file. @default all */
    isOne?(row: Row): boolean
    /** Whether they are inside this user. */
    isInside?(row: Row): boolean
  }
}

export const movedName = 'Moved'

interface TableTrial extends Pick<ExportTrial, 'email' | 'id' | 'related'> {
  system: string
  title: string
  args?: readonly string[]
  /** Table of users, and how its key follows from a number; undefined where it is the number. */
  users: string
  key?(n: string): string
  /** What a renamed user is like: an assignment of SQL. */
  moved: string
  /** Table of what belongs to users, the column that names them, and which of its rows. */
  belongings: { table: string; owner: string; where?: string }
  /** Statements that make a user, with what belongs to it. */
  add(n: number): string
}

/** Trials of systems in tables, which differ in names alone. */
export const tableTrial = (
  { users, key, moved, belongings, add, title, args = [], ...table }: TableTrial,
  count: number,
  url: string,
  run: (sql: string) => Promise<unknown>,
  rename: (column: string) => string = (column) => `"${column}"`,
): ExportTrial => {
  const { table: other, owner, where = '1 = 1' } = belongings
  const among = (column: string, first: number, last: number): string =>
    key === undefined
      ? `${rename(column)} BETWEEN ${first} AND ${last}`
      : `${rename(column)} IN (SELECT ${key('n')} FROM generate_series(${first}, ${last}) n)`
  return {
    ...table,
    title,
    args,
    env: { SOURCE_DATABASE_URL: url },
    users: count,
    isSnapshot: true,
    write: async ({ first, last, added, removed }) => {
      await run(
        [
          'START TRANSACTION',
          `UPDATE ${users} SET ${moved} WHERE ${among(table.id, first, last)}`,
          `DELETE FROM ${other} WHERE ${where} AND ${among(owner, first, last)}`,
          add(added),
          `DELETE FROM ${users} WHERE ${among(table.id, removed, removed)}`,
          `DELETE FROM ${other} WHERE ${among(owner, removed, removed)}`,
          'COMMIT',
        ].join(';\n'),
      )
    },
  }
}
