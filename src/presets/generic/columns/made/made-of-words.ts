/** Longer names are none that people give to columns. */
export const longestMadeName = 60

/**
 * Whether a text is made of nothing but these words, one behind the other. In time that grows with the length of the text,
 * however many ways there are to cut it.
 */
export const isMadeOf = (text: string, words: ReadonlySet<string>): boolean => {
  if (text === '') return true
  const ends = new Uint8Array(text.length + 1)
  ends[0] = 1
  for (let start = 0; start < text.length; start++) {
    if (ends[start] === 0) continue
    for (let end = start + 1; end <= text.length && end - start <= longestWord; end++) {
      if (ends[end] === 0 && words.has(text.slice(start, end))) ends[end] = 1
    }
  }
  return ends[text.length] === 1
}

const longestWord = 20

/** What stands before and behind each place where one of the words occurs, longest words first. */
export function* findWords(
  text: string,
  words: readonly string[],
): Generator<{ word: string; before: string; behind: string }> {
  for (const word of words) {
    for (let at = text.indexOf(word); at >= 0; at = text.indexOf(word, at + 1)) {
      yield { word, before: text.slice(0, at), behind: text.slice(at + word.length) }
    }
  }
}
