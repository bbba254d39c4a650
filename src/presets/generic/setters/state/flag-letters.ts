import type { JsonValue } from '../../../../source/source-record.js'

/** The letters of yes and no in one language. `t`, `f`, `y`, `n` are read everywhere. */
const pairs: readonly (readonly [yes: string, no: string])[] = [
  ['j', 'n'],
  ['o', 'n'],
  ['s', 'n'],
  ['v', 'f'],
  ['w', 'f'],
  ['t', 'n'],
  ['e', 'h'],
  ['д', 'н'],
  ['○', '×'],
  ['〇', '×'],
]

/**
 * Reads `J` and `N`, `O` and `N`, `S` and `N` as yes and no, but only in a column that holds nothing else, and both: an `S` beside an
 * `A` stands for a word.
 *
 * @param texts what the sample has in the column
 */
export const createFlagLetters = (texts: Iterable<string>): ((value: JsonValue) => boolean | undefined) => {
  const letters = new Set([...texts].map((text) => text.toLowerCase()))
  const pair = pairs.find(([yes, no]) =>
    letters.size === 2
      ? letters.has(yes) && letters.has(no)
      : letters.size === 1 && yes === 'j' && letters.has(yes),
  )
  // Somebody ticked cells, and left the others empty.
  if (letters.size === 1 && letters.has('x'))
    return (value) => (typeof value === 'string' && value.trim().toLowerCase() === 'x' ? true : undefined)
  if (pair === undefined) return () => undefined
  return (value) => {
    const letter = typeof value === 'string' ? value.trim().toLowerCase() : undefined
    return letter === pair[0] ? true : letter === pair[1] ? false : undefined
  }
}
