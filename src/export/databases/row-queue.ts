import type { JsonObject, JsonValue } from '../../source/source-record.js'

/** Rows of a stream that are taken as far as they belong to those of another one. */
export class RowQueue {
  readonly #pieces: AsyncIterator<JsonObject[]>
  readonly #key: string
  #piece: readonly JsonObject[] = []
  #at = 0

  /** @param key column that says what a row belongs to; rows come in its order */
  constructor(pieces: AsyncIterable<JsonObject[]>, key: string) {
    this.#pieces = pieces[Symbol.asyncIterator]()
    this.#key = key
  }

  /** The rows up to the first that belongs to something else, by what they belong to. */
  async takeOf(keys: ReadonlySet<string>): Promise<Map<string, JsonObject[]>> {
    const taken = new Map<string, JsonObject[]>()
    for (;;) {
      const row = await this.#peek()
      const key = row === undefined ? undefined : keyText(row[this.#key])
      if (row === undefined || key === undefined || !keys.has(key)) return taken
      addTo(taken, key, row)
      this.#at += 1
    }
  }

  async #peek(): Promise<JsonObject | undefined> {
    while (this.#at === this.#piece.length) {
      const next = await this.#pieces.next()
      if (next.done === true) return undefined
      this.#piece = next.value
      this.#at = 0
    }
    return this.#piece[this.#at]
  }
}

/** A key as what it is compared by. */
export const keyText = (key: JsonValue | undefined): string =>
  typeof key === 'string' ? key : JSON.stringify(key ?? null)

export const addTo = (rows: Map<string, JsonObject[]>, key: string, row: JsonObject): void => {
  const known = rows.get(key)
  if (known === undefined) rows.set(key, [row])
  else known.push(row)
}
