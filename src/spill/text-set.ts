import { RecordMap, type RecordMapOptions } from './record-map.js'

const nothing = new Uint8Array(0)

/** What a Set of texts does, in the same order and in bounded memory. Must be closed. */
export class TextSet {
  readonly #map: RecordMap<true>

  constructor({ mostPages = 512, ...options }: RecordMapOptions = {}) {
    this.#map = new RecordMap<true>({ encode: () => nothing, decode: () => true }, { ...options, mostPages })
  }

  get size(): number {
    return this.#map.size
  }

  has(text: string): boolean {
    return this.#map.has(text)
  }

  add(text: string): void {
    if (!this.#map.has(text)) this.#map.set(text, true)
  }

  delete(text: string): boolean {
    return this.#map.delete(text)
  }

  [Symbol.iterator](): Generator<string> {
    return this.#map.keys()
  }

  close(): void {
    this.#map.close()
  }
}
