/** Options of the command line and of the jobs; undefined where not given. */
export interface Flags {
  source?: string | undefined
  format?: string | undefined
  delimiter?: string | undefined
  jsonPath?: string | undefined
  /** Name of the file inside an archive. */
  member?: string | undefined
  /** Name or number of the sheet of a workbook. */
  sheet?: string | undefined
  /** Table of a SQL dump, or element of XML. */
  table?: string | undefined
  /** False: the CSV file has no header. */
  header?: boolean | undefined
  /** Names of the columns of a CSV file without a header, with commas between. */
  columns?: string | undefined
  escape?: string | undefined
  encoding?: string | undefined
  strict?: boolean | undefined
  /** File of password hashes that are joined by key. */
  hashes?: string | undefined
  /** Hashes that Logto cannot take go into an encrypted store, and work at the first sign-in. */
  keepLegacy?: boolean | undefined
  /** Values without the shape of a hash are the passwords themselves. */
  plaintextPasswords?: boolean | undefined
  run?: string | undefined
  rate?: string | undefined
  concurrency?: string | number | undefined
  onConflict?: string | undefined
  sync?: string | undefined
  limit?: string | number | undefined
  settleWithin?: string | number | undefined
  shard?: string | undefined
  redis?: string | undefined
  endpoint?: string | undefined
  tenant?: string | undefined
  appId?: string | undefined
  insecureHttp?: boolean | undefined
  /** Only for programs: on the command line it would be in the list of processes. Default: LOGTO_APP_SECRET. */
  appSecret?: string | undefined
}
