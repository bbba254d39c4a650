/** What a key of an object means. */
export interface KeyMeaning {
  /** Place of its field among the fields; undefined for one that is not read. */
  slot: number | undefined
  /** Whether it is named with everything in it; else only what is named in it has a place. */
  isWhole: boolean
  /** What the keys of the object in it mean. */
  inner: KeyMeanings | undefined
}

/** Objects that are used as dictionaries have keys without end. */
const mostPlaces = 200

/** What the keys of a kind of object mean. Most records have the same keys in the same places, so that is tried first. */
export class KeyMeanings {
  readonly byKey = new Map<string, KeyMeaning>()
  /** The keys of the last object, by their place in it. */
  readonly #keys: string[] = []
  readonly #found: (KeyMeaning | undefined)[] = []

  /** The meaning of a key, made where there is none. */
  name(key: string): KeyMeaning {
    let meaning = this.byKey.get(key)
    if (meaning === undefined) {
      meaning = { slot: undefined, isWhole: false, inner: undefined }
      this.byKey.set(key, meaning)
    }
    return meaning
  }

  /**
   * Undefined for a key that means nothing here.
   *
   * @param place of the key in its object
   */
  find(key: string, place: number): KeyMeaning | undefined {
    if (place < mostPlaces && this.#keys[place] === key) return this.#found[place]
    const meaning = this.byKey.get(key)
    if (place < mostPlaces) {
      this.#keys[place] = key
      this.#found[place] = meaning
    }
    return meaning
  }
}
