import { PagedBytes } from './paged-bytes.js'

/** 1 MB: 262,144 ordinals that lie together. */
const mostPages = 64

/** A number of 32 bits for each ordinal, 0 where none was set, in bounded memory. Must be closed. */
export class OrdinalNumbers {
  readonly #folder: string | undefined
  #bytes: PagedBytes

  /** @param folder for the temporary file, made when it is needed. @default the system's */
  constructor(folder?: string) {
    this.#folder = folder
    this.#bytes = new PagedBytes(folder, { mostPages })
  }

  get(ordinal: number): number {
    return this.#bytes.word(ordinal * 4)
  }

  set(ordinal: number, number: number): void {
    this.#bytes.setWord(ordinal * 4, number)
  }

  clear(): void {
    this.#bytes.close()
    this.#bytes = new PagedBytes(this.#folder, { mostPages })
  }

  close(): void {
    this.#bytes.close()
  }
}
