import type { JsonObject, JsonValue } from '../source/source-record.js'
import type { MappingProposal } from './systems/own/propose-mapping.js'
import type { ExportSettings } from './manifest/manifest-schema.js'

/** Rows for the files of an export, and where to go on after them. */
export interface ExportStep {
  /** By the name of the file: `users`, or that of a related file of the preset. */
  rows: { readonly [file: string]: readonly JsonObject[] }
  /** What `read` gets to go on after these rows. */
  cursor: JsonValue
}

/** One pass over a part of the system. Parts are read one after the other. */
export interface ExportPart {
  /** Stable: the ledger knows parts by it. */
  name: string
  /** Files that it writes. */
  files: readonly string[]
  /** How many rows there are, where the system says so cheaply. */
  total?: number | undefined
  /**
   * Reads on from a cursor. A step is written and forced to disk as a whole before the next one is asked for.
   *
   * @param from undefined for the beginning
   */
  read(from: JsonValue | undefined, signal: AbortSignal): AsyncIterable<ExportStep>
  /** The cursor dies with the connection: after a crash the part begins again, and its files are emptied. */
  isRestarted?: boolean
}

/** What `--dry-run` says, and the manifest keeps. */
export interface ExportOutlook {
  /** As the system names itself: `PostgreSQL 15.4`. */
  systemVersion?: string | undefined
  parts: readonly ExportPart[]
  /** What the system does not give out, or what is not there, a sentence each. */
  withheld: readonly string[]
  /** Columns of the table of users, where it is a table. */
  columns?: readonly string[] | undefined
  /** What was found out about the rights of the account, a sentence each. */
  permissions?: readonly string[] | undefined
  /** What the rows are consistent with. */
  snapshot: 'transaction' | 'none'
  /** What `check` and `import` have to know besides the files. */
  settings?: ExportSettings | undefined
  /** What a later export needs to be told what has changed since this one. */
  continuation?: string | undefined
  /** Of a table of one's own. */
  mapping?: MappingProposal | undefined
}

/** A running system, connected. Nothing in it is ever written to. */
export interface ExportSource {
  /** As on the command line: `supabase`, `sql`. */
  system: string
  /** Preset that reads the files; undefined when their content is to say. */
  preset: string | undefined
  /** `PostgreSQL`, `Auth0 Management API`: for people. */
  via: string
  look(signal: AbortSignal): Promise<ExportOutlook>
  close(): Promise<void>
}

/** What narrows an export down. */
export interface ExportFilters {
  /** Only users changed since, as an ISO 8601 time. */
  since?: string | undefined
  /** At most so many users. */
  limit?: number | undefined
}

/** Name of the file that holds the users themselves. */
export const usersFile = 'users'
