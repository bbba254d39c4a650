/** The two halves of a 64-bit hash. One object serves all calls: read both before the next one. */
export interface HashHalves {
  high: number
  low: number
}

const halves: HashHalves = { high: 0, low: 0 }

/**
 * Hashes text to 64 bits, over UTF-16 units: two multiply-and-rotate lanes of 32 bits with different
 * constants, each seeded with `seed`, mixed into each other at the end. Not for secrets: whoever chooses the
 * identifiers could make two collide, and would only get a record reported as a duplicate.
 *
 * @param seed tells namespaces apart: the same text under another seed has another hash
 * @returns unsigned halves in an object that the next call overwrites; `high` is never 0
 */
export const hashText = (text: string, seed: number): HashHalves => {
  let first = seed ^ 0x9e3779b9
  let second = seed ^ 0x85ebca6b
  const { length } = text
  for (let index = 0; index < length; index += 2) {
    // Two units at a time: half the multiplications. The length, mixed in below, tells a missing one from NUL.
    const next = index + 1 < length ? text.charCodeAt(index + 1) : 0
    const units = text.charCodeAt(index) | (next << 16)
    first = Math.imul(first ^ units, 0x9e3779b1)
    first = (first << 13) | (first >>> 19)
    second = Math.imul(second ^ units, 0x85ebca77)
    second = (second << 17) | (second >>> 15)
  }
  first = mixBits(first ^ length, 0x7feb352d, 0x846ca68b)
  second = mixBits(second ^ length, 0x2c1b3c6d, 0x297a2d39)
  const high = mixBits(first + second, 0x21f0aaad, 0x735a2d97) >>> 0
  halves.high = high === 0 ? 1 : high
  halves.low = mixBits(second ^ high, 0x7feb352d, 0x846ca68b) >>> 0
  return halves
}

const mixBits = (value: number, firstFactor: number, secondFactor: number): number => {
  let bits = value
  bits = Math.imul(bits ^ (bits >>> 16), firstFactor)
  bits = Math.imul(bits ^ (bits >>> 15), secondFactor)
  return bits ^ (bits >>> 16)
}
