import type { JsonObject } from '../../source/source-record.js'
import type { ExportSettings } from '../manifest/manifest-schema.js'
import type { MappingProposal } from '../systems/own/propose-mapping.js'
import type { Dialect } from './dialect.js'
import type { Names } from './names.js'

/** How a column says when. */
export type TimeColumn = { column: string; unit: 'timestamp' | 'seconds' | 'milliseconds' | 'mediawiki' }

/** Rows that belong to those of another query, and are put inside them. */
export interface SqlChild {
  name: string
  /** A SELECT without an order. */
  query: string
  /** Column of the child that holds the key of its parent. */
  key: string
}

/** One file of an export, as a query. */
export interface SqlPart {
  /** `users`, or the name of a related file of the preset. */
  file: string
  /** A SELECT without an order. Only constants of ours and quoted names from the catalog may stand in it. */
  query: string
  /** Column of the result by which rows are ordered, and an export is resumed. With children it must be unique. */
  key: string
  /** For `--since`. */
  since?: TimeColumn | undefined
  /** Rows of other tables that go inside a row, fetched for some hundred rows at a time. */
  children?: readonly SqlChild[]
  /** Makes the record that the preset eats. Undefined leaves the row out. */
  shape?(
    row: JsonObject,
    children: { readonly [name: string]: readonly JsonObject[] },
  ): JsonObject | undefined
}

/** A system that keeps its people in tables. */
export interface SqlSystem {
  /** As on the command line. */
  name: string
  /** The preset that reads the rows, where it has another name; null when the content is to say. */
  preset?: string | null
  /** Databases that the system runs on. */
  dialects: readonly Dialect['name'][]
  /** Stands before the tables unless the operator says otherwise: `wp_`. */
  prefix?: string
  /** Says what users are looked for, where none are there: `auth.users`. */
  usersTable: string
  /** For a table of one's own: what becomes of the columns of its first rows. */
  propose?: (sample: readonly JsonObject[]) => MappingProposal
  /** What to read of what is there; undefined when the table of users is not. */
  plan(names: Names): SqlPlan | undefined
}

export interface SqlPlan {
  parts: readonly SqlPart[]
  /** What is not there, or not given out, a sentence each. */
  withheld?: readonly string[]
  /** Columns of the table of users. */
  columns?: readonly string[]
  settings?: ExportSettings | undefined
}
