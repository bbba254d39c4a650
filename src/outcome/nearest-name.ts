/** Longer words are nobody's typing. */
const longest = 60

/** The name that was most likely meant; undefined when none is near. */
export const nearestName = (typed: string, names: Iterable<string>): string | undefined => {
  const wanted = typed.toLowerCase()
  if (wanted.length > longest) return undefined
  let best: { name: string; edits: number } | undefined
  for (const name of names) {
    if (name.length > longest) continue
    const edits = countEdits(wanted, name.toLowerCase())
    // A third of the letters wrong is another word; the beginning of a name is that name.
    const isNear = edits <= Math.max(1, Math.floor(Math.max(wanted.length, name.length) / 3))
    const isBeginning = wanted.length >= 3 && name.toLowerCase().startsWith(wanted)
    if ((isNear || isBeginning) && (best === undefined || edits < best.edits)) best = { name, edits }
  }
  return best?.name
}

/** Letters to insert, delete or replace, and neighbours to swap, until one word is the other. */
const countEdits = (from: string, to: string): number => {
  let beforeLast: number[] = []
  let last = Array.from({ length: to.length + 1 }, (_, index) => index)
  for (let row = 1; row <= from.length; row++) {
    const current = [row]
    for (let column = 1; column <= to.length; column++) {
      const isSame = from[row - 1] === to[column - 1]
      const isSwap =
        row > 1 && column > 1 && from[row - 1] === to[column - 2] && from[row - 2] === to[column - 1]
      current.push(
        Math.min(
          (last[column] ?? 0) + 1,
          (current[column - 1] ?? 0) + 1,
          (last[column - 1] ?? 0) + (isSame ? 0 : 1),
          isSwap ? (beforeLast[column - 2] ?? 0) + 1 : Infinity,
        ),
      )
    }
    beforeLast = last
    last = current
  }
  return last[to.length] ?? 0
}
