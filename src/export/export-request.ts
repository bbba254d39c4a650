import type { Effects } from '../effects/effects.js'

/** What the operator wants exported. Credentials come from `env` alone. */
export interface ExportRequest {
  system: string
  env: Readonly<Record<string, string | undefined>>
  effects: Effects
  signal: AbortSignal
  /** ISO 8601. */
  since?: string | undefined
  /** What the export that `since` named kept to go on from. */
  continuation?: string | undefined
  /**
   * Where a system can be read in two ways; `job` has the vendor write the file.
   *
   * @default the database, where SOURCE_DATABASE_URL is set
   */
  via?: 'database' | 'api' | 'job' | undefined
  /** File of SQLite. */
  database?: string | undefined
  schema?: string | undefined
  prefix?: string | undefined
  table?: string | undefined
  realm?: string | undefined
  /** For `sql`: the preset that reads the rows. */
  preset?: string | undefined
  /** For `sql`: text of a query of users, and of those related to them. */
  query?: string | undefined
  related?: readonly { name: string; sql: string }[] | undefined
  key?: string | undefined
  /** Requests per time of an API, within what its vendor allows. */
  rate?: string | undefined
  userAgent: string
}
