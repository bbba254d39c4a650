/**
 * Gives everything that comes to `take`, and resolves with what stands at the end. Whatever `take` throws, the source is
 * ended: its file would stay open else.
 */
export const goOver = async <Item, End>(
  source: AsyncIterator<Item, End>,
  take: (item: Item) => void,
): Promise<End> => {
  try {
    for (;;) {
      const { value, done } = await source.next()
      if (done === true) return value
      take(value)
    }
  } finally {
    await source.return?.()
  }
}
