/** The sixty-four characters of crypt(3), in the order of their values. */
export const cryptAlphabet = './0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz'

/** Characters of a number, its lowest six bits first. */
export const writeCryptNumber = (number: number, characters: number): string => {
  let text = ''
  for (let left = number, at = 0; at < characters; at++, left >>>= 6)
    text += cryptAlphabet.charAt(left & 0x3f)
  return text
}

/** The number that such characters write; undefined for a foreign one. */
export const readCryptNumber = (text: string): number | undefined => {
  let number = 0
  for (let at = text.length - 1; at >= 0; at--) {
    const value = cryptAlphabet.indexOf(text.charAt(at))
    if (value === -1) return undefined
    number = number * 64 + value
  }
  return number
}

/** Bytes in the order of `indexes`, three to four characters, the first of each three being the highest. */
export const writeCryptBytes = (bytes: Uint8Array, indexes: readonly number[]): string => {
  let text = ''
  for (let at = 0; at < indexes.length; at += 3) {
    const group = indexes.slice(at, at + 3)
    const number = group.reduce((sum, index) => (sum << 8) | (bytes[index] ?? 0), 0)
    text += writeCryptNumber(number, group.length + 1)
  }
  return text
}

/** Bytes in their own order, the first of each three being the lowest, as phpass writes them. */
export const writePhpassBytes = (bytes: Uint8Array): string => {
  let text = ''
  for (let at = 0; at < bytes.length; at += 3) {
    const group = bytes.subarray(at, at + 3)
    const number = group.reduceRight((sum, byte) => (sum << 8) | byte, 0)
    text += writeCryptNumber(number, group.length + 1)
  }
  return text
}
