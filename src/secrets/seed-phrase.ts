const lengths: ReadonlySet<number> = new Set([12, 15, 18, 21, 24])

/** Every sentence has one of them, and none is in the list of words of BIP 39. */
const wordsOfSentences: ReadonlySet<string> = new Set(
  'the and for with from are was were has had his her our not but very und der die das mit ist les des est pour dans los las con por del una voor het een met'.split(
    ' ',
  ),
)

const shortest = 12 * 4 - 1
const longest = 24 * 9

/**
 * The words from which a wallet is made: twelve to twenty-four of them, short, in small letters, with nothing between
 * them and no sentence in them. Whoever has them has what is in it.
 */
export const isSeedPhrase = (text: string): boolean => {
  if (text.length < shortest || text.length > longest || !/^[a-z]{3,8} [a-z]{3,8} [a-z]{3,8} /.test(text))
    return false
  const words = text.split(' ')
  return lengths.has(words.length) && words.every(isSeedWord)
}

const isSeedWord = (word: string): boolean => /^[a-z]{3,8}$/.test(word) && !wordsOfSentences.has(word)
