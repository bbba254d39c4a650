import { MigrationError } from '../../outcome/migration-error.js'
import { locateJsonArray, type LocatedArray } from './locate-json-array.js'
import { ObjectRow } from './object-row.js'
import { noUsersInRealm, realmWithoutUsers } from './page-list.js'
import type { RecordCounter } from '../input/record-counter.js'

/** So much of an object is looked at to find out where its records are. */
export const envelopeBytes = 8 * 1024 * 1024

/** Says of each object between lists where its records are: in a list of it, or it is one itself. */
export class RecordLocator {
  readonly #wanted: readonly string[] | undefined
  readonly #counter: RecordCounter
  readonly #row = new ObjectRow()

  /** @param wanted path asked for by the operator */
  constructor(wanted: readonly string[] | undefined, counter: RecordCounter) {
    this.#wanted = wanted
    this.#counter = counter
  }

  /**
   * @param view begins with the object
   * @param isFinal decide by what is there
   * @returns `emptyBytes` for an object of a list of pages that has no records, and is to be passed over
   * @throws MigrationError where nobody can tell, or no records can be in the object
   */
  locate(
    view: Buffer,
    isFinal: boolean,
    hasFoundArray: boolean,
    isInPages: boolean,
  ): LocatedArray | 'record' | 'incomplete' | { emptyBytes: number } {
    const wanted = this.#wanted
    const found = locateJsonArray(view.subarray(0, envelopeBytes), 0, wanted, isFinal)
    const location = wanted === undefined && !isInPages ? this.#row.judge(found, view, isFinal) : found
    if (location === 'incomplete') return location
    const emptyBytes = wanted === undefined ? realmWithoutUsers(view, location) : 0
    if (emptyBytes > 0 && isInPages) return { emptyBytes }
    if (emptyBytes > 0) throw this.noUsers()
    if (typeof location === 'object' && 'ambiguous' in location) {
      const what = `holds several lists: ${location.ambiguous.join(', ')}. Say by jsonPath which one holds the users`
      throw this.#inputError('json_array_ambiguous', what)
    }
    if (location === 'record' && wanted !== undefined && wanted.length > 0 && !hasFoundArray) {
      throw this.#inputError('json_path', `holds no list at ${wanted.join('.')}. Check jsonPath`)
    }
    return location
  }

  noUsers(): MigrationError {
    return this.#inputError('keycloak_no_users', noUsersInRealm)
  }

  #inputError(code: string, what: string): MigrationError {
    return new MigrationError('input', code, `The JSON file ${this.#counter.file} ${what}.`)
  }
}
