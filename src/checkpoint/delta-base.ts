import type { PageSizes } from '../spill/paged-bytes.js'
import { RecordMap } from '../spill/record-map.js'
import { TextSet } from '../spill/text-set.js'
import { type BaseUser, createBaseUserCodec } from './base-user.js'
import { UnitSets } from './unit-sets.js'

/**
 * Everybody the passes before have brought in or found there: in bounded memory, with the rest in temporary files in
 * the folder of the run. To be closed by whoever reads it.
 */
export class DeltaBase {
  /** By source key. Copies: what is changed is set again. */
  readonly users: RecordMap<BaseUser>
  readonly units = new UnitSets()
  /** Hashes of field paths, by number of the shape. */
  readonly shapes = new Map<number, ReadonlySet<string>>()
  /** Whether some fingerprints were made with another secret, so that passwords cannot be compared. */
  hasForeignSecret = false
  readonly #folder: string
  /** Made when it is first asked for: most newer exports have no conflict. */
  #ids: TextSet | undefined

  /** @param sizes of the memory for users */
  constructor(folder: string, sizes?: PageSizes) {
    this.#folder = folder
    this.users = new RecordMap(createBaseUserCodec(), { folder, ...sizes })
  }

  /** Whether one of them has this Logto id. */
  hasUser(id: string): boolean {
    if (this.#ids === undefined) {
      this.#ids = new TextSet({ folder: this.#folder })
      for (const [, user] of this.users) this.#ids.add(user.id)
    }
    return this.#ids.has(id)
  }

  close(): void {
    this.#ids?.close()
    this.users.close()
  }
}
