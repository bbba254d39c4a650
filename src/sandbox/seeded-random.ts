/** Uniform in [0, 1), the same sequence for the same seed (mulberry32). */
export type SeededRandom = () => number

export const createSeededRandom = (seed: number): SeededRandom => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 0x1_0000_0000
  }
}

/** The random source of the n-th request: a function of seed and n alone, whatever came before. */
export const createRandomOf = (seed: number, n: number): SeededRandom => {
  let mixed = (seed ^ Math.imul(n, 0x9e3779b1)) >>> 0
  mixed = Math.imul(mixed ^ (mixed >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return createSeededRandom(mixed ^ (mixed >>> 16))
}
