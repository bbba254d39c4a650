import type { HashParams } from '../../password/hash-params.js'
import type { JsonValue } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { Note, UserRecord } from '../user-record.js'

/** A person while the columns are read: some columns only mean something together. */
export interface GenericDraft {
  user: UserRecord
  /** A digest that is Logto's own already, when the algorithm says so. */
  passwordDigest: string | undefined
  /** A stored hash whose family is still to be recognized. */
  passwordHash: JsonValue | undefined
  /** As written; one of Logto's eight names or something for `convertPassword`. */
  passwordAlgorithm: string | undefined
  /** Beside the hash in the record: salt, iterations, … */
  passwordParams: HashParams | undefined
  /** What the columns say about whether the account may be used; undefined when none does. */
  state: DraftState | undefined
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
}

export const createGenericDraft = (): GenericDraft => ({
  user: createUserRecord(),
  passwordDigest: undefined,
  passwordHash: undefined,
  passwordAlgorithm: undefined,
  passwordParams: undefined,
  state: undefined,
  claimedFactors: undefined,
})

/** Fields that make a person: one that cannot be read costs the record, every other one only itself. */
const identifiers: ReadonlySet<string> = new Set(['id', 'primaryEmail', 'primaryPhone', 'username'])

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

export const addNote = (user: UserRecord, note: Note): void => {
  user.notes ??= []
  user.notes.push(note)
}
