import type { JsonValue } from '../../../../source/source-record.js'

/** A letter for yes, and one for no. */
export type FlagLetters = readonly [yes: string, no: string]

/** The letters of yes and no in one language. `t`, `f`, `y`, `n` are read everywhere. */
const pairs: readonly FlagLetters[] = [
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

const findPair = (letters: ReadonlySet<string>): FlagLetters | undefined =>
  pairs.find(([yes, no]) =>
    letters.size === 2
      ? letters.has(yes) && letters.has(no)
      : letters.size === 1 && yes === 'j' && letters.has(yes),
  )

/** The letters that a table has for yes and no, where some column holds both, and no other column says otherwise. */
export const findFlagLetters = (columns: Iterable<Iterable<string>>): FlagLetters | undefined => {
  const found = new Set<FlagLetters>()
  for (const texts of columns) {
    const letters = new Set<string>()
    for (const text of texts) {
      letters.add(text.toLowerCase())
      if (letters.size > 2) break
    }
    const pair = letters.size === 2 ? findPair(letters) : undefined
    if (pair !== undefined) found.add(pair)
  }
  return found.size === 1 ? [...found][0] : undefined
}

/**
 * Reads `J` and `N`, `O` and `N`, `S` and `N` as yes and no, but only in a column that holds nothing else, and both: an `S` beside an
 * `A` stands for a word.
 *
 * A column that holds one of them only is read as a column beside it that holds both.
 *
 * @param texts what the sample has in the column
 * @param beside the letters that other columns hold both of, as `findFlagLetters` gives them
 */
export const createFlagLetters = (
  texts: Iterable<string>,
  beside?: FlagLetters,
): ((value: JsonValue) => boolean | undefined) => {
  const letters = new Set([...texts].map((text) => text.toLowerCase()))
  const pair =
    findPair(letters) ?? (letters.size === 1 && beside?.some((one) => letters.has(one)) ? beside : undefined)
  // Somebody ticked cells, and left the others empty.
  if (letters.size === 1 && letters.has('x'))
    return (value) => (typeof value === 'string' && value.trim().toLowerCase() === 'x' ? true : undefined)
  if (pair === undefined) return () => undefined
  return (value) => {
    const letter = typeof value === 'string' ? value.trim().toLowerCase() : undefined
    return letter === pair[0] ? true : letter === pair[1] ? false : undefined
  }
}
