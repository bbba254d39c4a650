export interface EnvelopeStep {
  /** Bytes passed over. */
  offset: number
  /** `element`: more elements follow, as a bracket stood in the wrong place. */
  found: 'end' | 'element' | 'nothing'
}

/** Passes over what follows the list of records inside the objects around it, in any number of steps. */
export class EnvelopeEnd {
  readonly #openObjects: number
  #depth: number
  #isInString = false
  /** What ends the comment that is open. */
  #comment: 'none' | 'line' | 'block' = 'none'
  #isEscaped = false
  #previous = 0x5d

  /** @param openObjects objects around the list */
  constructor(openObjects: number) {
    this.#openObjects = openObjects
    this.#depth = openObjects
  }

  find(bytes: Uint8Array): EnvelopeStep {
    for (let at = 0; at < bytes.length; at++) {
      const byte = bytes[at] ?? 0
      if (this.#comment !== 'none') this.#readCommentByte(byte)
      else if (this.#isInString) this.#readStringByte(byte)
      else if ((byte === 0x2f || byte === 0x2a) && this.#previous === 0x2f) {
        this.#comment = byte === 0x2f ? 'line' : 'block'
      } else if (byte === 0x22) this.#isInString = true
      else if (byte === 0x7b || byte === 0x5b) {
        // In an object a key follows a comma.
        const isElement = byte === 0x7b && this.#previous === 0x2c && this.#depth === this.#openObjects
        if (isElement) return { offset: at, found: 'element' }
        this.#depth++
      } else if (byte === 0x7d || byte === 0x5d) {
        this.#depth--
        if (this.#depth <= 0) return { offset: at + 1, found: 'end' }
      }
      if (byte > 0x20) this.#previous = byte
    }
    return { offset: bytes.length, found: 'nothing' }
  }

  #readCommentByte(byte: number): void {
    const isEnd = this.#comment === 'line' ? byte === 0x0a : byte === 0x2f && this.#previous === 0x2a
    if (!isEnd) return
    this.#comment = 'none'
    this.#previous = 0
  }

  #readStringByte(byte: number): void {
    // A string cannot run over a line end, so a quote out of place harms one line at most.
    if (byte === 0x0a || (byte === 0x22 && !this.#isEscaped)) this.#isInString = false
    this.#isEscaped = byte === 0x5c && !this.#isEscaped
  }
}
