/** Mulberry32: the same seed gives the same numbers on every machine. Uniform in [0, 1). */
export const createRandom = (seed) => {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296
  }
}

/** A whole number from `from` up to and without `to`. */
export const between = (random, from, to) => from + Math.floor(random() * (to - from))

export const pick = (random, items) => items[between(random, 0, items.length)]

/** Each item with the probability. */
export const pickSome = (random, items, probability) => items.filter(() => random() < probability)
