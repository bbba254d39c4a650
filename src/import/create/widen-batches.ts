/** So many together fill a lookup of a hundred for each of three kinds of identifiers. */
const wideBatch = 300

/**
 * Records in batches as they come, or, while that is wanted, so many at a time that looking them all up takes hardly more
 * requests than there are hundreds of them.
 */
export const widenBatches = async function* <Item>(
  batches: AsyncIterable<readonly Item[]>,
  isWanted: () => boolean,
): AsyncGenerator<readonly Item[]> {
  let held: Item[] = []
  for await (const batch of batches) {
    for (const item of batch) held.push(item)
    if (isWanted() && held.length < wideBatch) continue
    yield held
    held = []
  }
  if (held.length > 0) yield held
}
