import type { HashParams } from '../../password/hash-params.js'
import type { JsonValue } from '../../source/source-record.js'
import { createUserRecord } from '../create-user-record.js'
import type { UserRecord } from '../user-record.js'

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
}

export const createGenericDraft = (): GenericDraft => ({
  user: createUserRecord(),
  passwordDigest: undefined,
  passwordHash: undefined,
  passwordAlgorithm: undefined,
  passwordParams: undefined,
})

/** Notes a value that is of another kind than its field. Never quotes the value: it may be a secret. */
export const refuseCell = ({ user }: GenericDraft, field: string, expected: string): void => {
  user.problems ??= []
  user.problems.push({
    code: 'cell_not_readable',
    field,
    message: `${field}: expected ${expected}, got something else; mend the record or map the column elsewhere.`,
  })
}
