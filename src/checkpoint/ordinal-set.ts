/** A set of ordinals as a bitmap: one bit a record, so that ten million records cost 1.25 MB. */
export class OrdinalSet {
  #bits = new Uint8Array(1024)
  #size = 0

  get size(): number {
    return this.#size
  }

  has(ordinal: number): boolean {
    const index = ordinal >>> 3
    return index < this.#bits.length && (this.#bits[index]! & (1 << (ordinal & 7))) !== 0
  }

  add(ordinal: number): void {
    if (this.has(ordinal)) return
    const index = ordinal >>> 3
    if (index >= this.#bits.length) this.#grow(index)
    this.#bits[index]! |= 1 << (ordinal & 7)
    this.#size += 1
  }

  delete(ordinal: number): void {
    if (!this.has(ordinal)) return
    this.#bits[ordinal >>> 3]! &= ~(1 << (ordinal & 7))
    this.#size -= 1
  }

  #grow(index: number): void {
    const bits = new Uint8Array(Math.max(index + 1, this.#bits.length * 2))
    bits.set(this.#bits)
    this.#bits = bits
  }
}
