/** A text as bytes, every text as other ones, half a surrogate pair too. The memory is used again for the next text. */
export class TextBytes {
  bytes: Uint8Array = new Uint8Array(256)
  size = 0
  /** Whether a character takes two bytes. */
  isWide = false

  set(text: string): void {
    const { length } = text
    if (length * 2 > this.bytes.length) this.bytes = new Uint8Array(length * 4)
    const { bytes } = this
    this.isWide = false
    this.size = length
    for (let index = 0; index < length; index += 1) {
      const code = text.charCodeAt(index)
      if (code > 0xff) {
        this.isWide = true
        this.size = Buffer.from(bytes.buffer).write(text, 'utf16le')
        return
      }
      bytes[index] = code
    }
  }
}
