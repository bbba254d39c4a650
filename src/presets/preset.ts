import type { HashParams } from '../password/hash-params.js'
import type { JsonObject } from '../source/source-record.js'
import type { FieldUse } from './field-use.js'
import type { UserRecord } from './user-record.js'

/** How sure a preset is that a sample of records came from its system. */
export interface Recognition {
  /** 0 (certainly not) to 1 (certainly). */
  score: number
  /** What speaks for it, one short phrase each, for people to read. Names fields, quotes no values. */
  evidence: string[]
  /**
   * Share of the sampled records, 0 to 1, that show something which only this system has: a name, or the form of
   * a value. Above 0 it outweighs whatever common names speak for another system. `recogniseByClues` sets it.
   */
  ownShare?: number
}

/** A record that is left out on purpose: no person, deleted, anonymous. Not an error. */
export interface Skip {
  /** Stable, lower snake case, listed on the preset's docs page: `anonymous`, `service_account`, … */
  skip: string
  /** One sentence. */
  reason: string
}

/** A second file that a preset joins to its users, for example password hashes that were exported apart. */
export interface RelatedFile {
  /** Name in the config (`source.passwords`, `source.related.<name>`) and for `context.related`. */
  name: string
  title: string
  /** Keys under which one row of that file is found again; none when the row is of no use. */
  keysOf(row: JsonObject): string[]
  /** Keeps only what `toUser` reads: every kept row stays in memory for the whole run. */
  reduce?(row: JsonObject): JsonObject
}

/** What a preset may know besides the record. The same object for a whole run. */
export interface PresetContext {
  /** Third argument of `convertPassword`: peppers, Firebase keys and the like, from the config. */
  passwordParams: HashParams
  /** Connector targets chosen by the operator, by provider or connection name. They win over the table. */
  connectors: { readonly [provider: string]: string }
  /** Only for `generic`: their column → our path; null leaves the column out. */
  columns: { readonly [column: string]: string | null }
  /** What the operator says about states of accounts: `{ 'on-hold': 'suspend' }`, `{ 'status=2': 'skip' }`. */
  states?: { readonly [value: string]: 'active' | 'suspend' | 'skip' }
  /** The first records of the input, for what only a whole column proves (day or month first, NULL as text). */
  sample?: readonly JsonObject[]
  /** Counts what becomes of the columns of the input. */
  fieldUse?: FieldUse
  /**
   * When the run began, in milliseconds since the epoch, for what holds until a date (a ban, a lockout).
   * Undefined: such a date counts as still to come.
   */
  nowMs?: number
  /** Rows of a related file under one key, in file order; empty when there are none. */
  related(name: string, key: string): readonly JsonObject[]
}

/** One source system. Everything the rest of the program knows about it is here. */
export interface Preset {
  /** As in `--source <name>`: lower case, digits, dashes. */
  name: string
  /** Other names that `--source` takes for it. */
  aliases?: readonly string[]
  title: string
  /**
   * Products are built with it (Django, Laravel, Mongoose, …), so it gives way where a product shows its own
   * names: Authentik is not called Django.
   */
  isFramework?: boolean
  /** Keys to the users in a JSON document, joined by dots, where they cannot be found by themselves. */
  jsonPath?: string
  /** Column names of a CSV that has no header line, by the number of fields; undefined when it has one. */
  csvColumns?(fieldCount: number): readonly string[] | undefined
  relatedFiles?: readonly RelatedFile[]
  /** The people inside one record of the export, where it holds several: an organization with its users. */
  expand?(record: JsonObject): JsonObject[] | undefined
  /** @param sample the first records of the input, at most a few hundred */
  recognise(sample: readonly JsonObject[]): Recognition
  /** Never throws for odd data: what cannot be read goes to `losses` or `problems` of the user. */
  toUser(record: JsonObject, context: PresetContext): UserRecord | Skip
}

export const isSkip = (result: UserRecord | Skip): result is Skip => 'skip' in result
