import type { HashParams } from '../../password/hash-params.js'
import type { JsonValue } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { PresetWarning, UserRecord } from '../user-record.js'

/** A person while the columns are read: some columns only mean something together. */
export interface GenericDraft {
  user: UserRecord
  /** Everything that may be the stored password, in the order of the columns. */
  passwords: PasswordCandidate[]
  /** As written; one of Logto's eight names or something for `convertPassword`. */
  passwordAlgorithm: string | undefined
  /** Beside the hash in the record: salt, iterations, … */
  passwordParams: HashParams | undefined
  /** Columns that are parameters only where the hash needs some, else custom data. */
  weakParams: { column: string; parameter: string; value: JsonValue }[] | undefined
  /** What the columns say about whether the account may be used; undefined when none does. */
  state: DraftState | undefined
  /** What is said about the proof of the address, where a record has several. */
  proof: { column: string; isVerified: boolean } | undefined
  /** Who a social account is with, and its id there, in two columns. */
  pair: { [part in 'provider' | 'userId']?: { column: string; value: JsonValue } } | undefined
  /** The calling code of a phone number in a column of its own. */
  phoneCountry: { column: string; value: JsonValue } | undefined
  /** Second factors that the record speaks of without what it takes to carry them over. */
  claimedFactors: string[] | undefined
}

export interface DraftState {
  /** Left out, and why. */
  skip?: string
  /** A column says so, whatever a ban does. */
  isOff?: boolean
  /** Locked or banned, perhaps until a moment. */
  isBanned?: boolean
  end?: JsonValue
  /** As it is written. */
  endText?: JsonValue
  /** The column that says so. */
  endColumn?: string
}

/** One value that may be the password. */
export interface PasswordCandidate {
  column: string
  /** `digest`: Logto's own, with the algorithm beside it. `guess`: by its shape alone, under a name of its own. */
  role: 'digest' | 'hash' | 'password' | 'plain' | 'guess'
  value: JsonValue
  /** The name is none of those listed: it was understood by its parts. */
  isGuessed: boolean
}

export const createGenericDraft = (): GenericDraft => ({
  user: createUserRecord(),
  passwords: [],
  passwordAlgorithm: undefined,
  passwordParams: undefined,
  state: undefined,
  claimedFactors: undefined,
  proof: undefined,
  pair: undefined,
  phoneCountry: undefined,
  weakParams: undefined,
})

/** What tells people apart: one that cannot be read costs the record, every other field only itself. */
const identifiers: ReadonlySet<string> = new Set(['id'])

/** Notes a value that is of another kind than its field. Never quotes the value: it may be a secret. */
export const refuseCell = ({ user }: GenericDraft, field: string, expected: string): void => {
  if (identifiers.has(field)) {
    user.problems ??= []
    user.problems.push({
      code: 'cell_not_readable',
      field,
      message: `${field}: expected ${expected}, got something else; mend the record or map the column elsewhere.`,
    })
    return
  }
  addNote(user, {
    code: 'value_not_read',
    field,
    message: `${field}: expected ${expected}, got something else; left out of the field.`,
  })
}

export const addNote = (user: UserRecord, note: PresetWarning): void => {
  user.warnings ??= []
  user.warnings.push(note)
}
